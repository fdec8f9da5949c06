package process

import "slices"

// region is a live region, nil when there is none with the id.
func (r *run) region(id int64) *Region {
	for i := range r.s.Scopes {
		if r.s.Scopes[i].ID == id {
			return &r.s.Scopes[i]
		}
	}
	return nil
}

// trail is where a region remembers its way and its open returns; the whole process keeps them in the state itself.
// The pointers hold until a branch begins or ends.
func (r *run) trail(scope int64) (path *[]string, returns *[]Return) {
	if scope == 0 {
		return &r.s.Path, &r.s.Returns
	}
	s := r.region(scope)
	return &s.Path, &s.Returns
}

// scopeOf is the region that a token moves in.
func (r *run) scopeOf(token int64) int64 {
	for _, t := range r.s.Tokens {
		if t.ID == token {
			return t.Scope
		}
	}
	return 0
}

// Fork begins the branches: all of them, or those whose condition holds, else the default one. Each is a region of
// its own, so that what is left of an earlier pass can never be taken for it.
func (v visit) Fork(matching bool) {
	r := v.r
	taken := r.branchesOf(v.n, matching)
	for _, a := range taken {
		r.passes(a)
	}
	if r.broken() {
		return
	}
	r.left(v.n.Key, "")
	r.emit(Event{Type: "forked", Node: v.n.Key, Status: r.s.Status, Data: map[string]any{"count": len(taken)}})
	begun := make([]arrival, 0, len(taken)+len(r.queue))
	for _, a := range taken {
		branch := Region{ID: r.id(), Gen: r.gen(), Parent: v.scope, Fork: v.n.Key, Via: a.Key}
		r.s.Scopes = append(r.s.Scopes, branch)
		begun = append(begun, arrival{node: a.To, via: a.Key, scope: branch.ID})
	}
	r.queue = append(begun, r.queue...)
	for _, a := range taken {
		r.act(a.then, "transition", a.Key)
	}
}

// branchesOf are the arrows that a fork takes.
func (r *run) branchesOf(n *step, matching bool) []*arrow {
	if !matching {
		return n.arrows
	}
	var taken, fallback []*arrow
	for _, a := range n.arrows {
		switch {
		case a.Default:
			fallback = append(fallback, a)
		case r.holds(a.when, ""):
			taken = append(taken, a)
		}
	}
	if len(taken) == 0 {
		return fallback
	}
	return taken
}

// Join ends the branch. The last one to arrive goes on, in the region the fork was entered in.
func (v visit) Join() { v.branchDone(v.n) }

// EndBranch ends the branch without the others; the last one goes on behind the join all the same.
func (v visit) EndBranch() {
	if s := v.r.region(v.scope); s != nil && v.scope != 0 {
		v.branchDone(v.r.p.nodes[v.r.p.joins[s.Fork]])
		return
	}
	v.r.fault("process.no_way", "", "node", v.n.Key) // the publish check lets no such end stand outside
}

func (v visit) branchDone(join *step) {
	r := v.r
	s := r.region(v.scope)
	if s == nil || v.scope == 0 || r.p.joins[s.Fork] != join.Key {
		r.fault("process.no_way", "", "node", v.n.Key) // the publish check lets nobody come here from elsewhere
		return
	}
	ended := *s
	r.s.Scopes = slices.DeleteFunc(r.s.Scopes, func(s Region) bool { return s.ID == ended.ID })
	left := 0
	for _, s := range r.s.Scopes {
		if s.Parent == ended.Parent && s.Fork == ended.Fork {
			left++
		}
	}
	if left > 0 || v.n != join {
		r.left(v.n.Key, "")
	}
	if left > 0 {
		r.emit(Event{Type: "branch_done", Node: join.Key, Status: r.s.Status, Key: ended.Via, Data: map[string]any{"left": left}})
		return
	}
	r.emit(Event{Type: "joined", Node: join.Key, Status: r.s.Status, Key: ended.Via})
	visit{r: r, n: join, via: v.via, scope: ended.Parent}.Next()
}

// cutBranches ends every branch below a region, with its tokens, tasks and waits, in this one step: a return or an
// end has left them. Nothing of them can arrive anywhere any more.
func (r *run) cutBranches(region int64, by string) {
	dead := below(r.s.Scopes, region)
	first := slices.IndexFunc(r.s.Scopes, func(s Region) bool { return dead[s.ID] })
	if first < 0 {
		return
	}
	fork := r.s.Scopes[first].Fork
	tokens := map[int64]bool{}
	for _, t := range slices.Clone(r.s.Tokens) {
		if dead[t.Scope] {
			tokens[t.ID] = true
		}
	}
	r.cancelTasks(func(t Task) bool { return tokens[t.Token] })
	for _, t := range slices.Clone(r.s.Tokens) {
		if tokens[t.ID] {
			r.left(t.Node, "")
		}
	}
	r.s.Scopes = slices.DeleteFunc(r.s.Scopes, func(s Region) bool { return dead[s.ID] })
	r.queue = slices.DeleteFunc(r.queue, func(a arrival) bool { return dead[a.scope] })
	r.emit(Event{Type: "branches_cancelled", Node: fork, From: by, Status: r.s.Status})
}
