package process

// back is a return: one person's act, whatever the others of the task say. The target is a node really walked in
// this generation. With rewalk the normal flow starts there again; with direct the flow jumps back here as soon as
// the target is completed by the button it was left by before.
func (r *run) back(i int, n *step, b *button) {
	scope := r.scopeOf(r.s.Tasks[i].Token)
	at, j := r.returnTo(n, b, scope)
	if j < 0 || r.broken() {
		return
	}
	path, returns := r.trail(at)
	target, walked := (*path)[j], append([]string(nil), (*path)[:j+1]...)
	if b.Resume == "direct" && at == scope {
		*returns = append(*returns, Return{From: n.Key, To: target, Gen: r.gen(),
			Button: r.leftBy(target), Path: append([]string(nil), *path...)})
	} else {
		*returns = nil // who walks again, or has left the branches, passes everything again
	}
	task := r.s.Tasks[i].ID
	r.decide(i, b.Key)
	r.left(n.Key, b.Key)
	r.emit(Event{Type: "returned", Task: task, Node: n.Key, From: n.Key, To: target, Button: b.Key,
		User: r.in.Actor.ID, Text: r.cmd.Comment})
	if at != scope {
		r.cutBranches(at, n.Key)
	}
	r.reach(arrival{node: target, path: walked, back: true, scope: at})
}

// returnTo finds where a return leads: a place in the path walked within the branch, else before its fork, and so on
// outwards. The place is -1 with a problem when it leads nowhere.
func (r *run) returnTo(n *step, b *button, scope int64) (at int64, place int) {
	target := b.Target
	if target == "" {
		target = r.cmd.Target
	}
	for at = scope; ; at = r.region(at).Parent {
		path, _ := r.trail(at)
		for j := len(*path) - 1; j >= 0; j-- {
			key := (*path)[j]
			if at == scope && j == len(*path)-1 {
				continue // where it is returned from
			}
			if to, known := r.p.nodes[key]; known && to.human != nil && (key == target || target == "" && key != n.Key) {
				return at, j
			}
		}
		if at == 0 {
			break
		}
	}
	if target == "" {
		r.fault("process.return_nowhere", "/button")
	} else {
		r.fault("process.return_not_visited", "/target", "node", r.p.nodeTitle(target, r.in.Actor.Language))
	}
	return 0, -1
}

// leftBy is the completing button by which node was last left.
func (r *run) leftBy(node string) string {
	for i := len(r.s.Visits) - 1; i >= 0; i-- {
		v := r.s.Visits[i]
		if v.Node != node || v.Gen != r.gen() || v.Button == "" {
			continue
		}
		if b, ok := r.p.nodes[node].buttons[v.Button]; ok && b.Kind == "complete" {
			return v.Button
		}
	}
	return ""
}

// resume answers a direct return: the flow jumps back to where it was returned from. The arrow's validators are
// asked, its actions ran when the flow first came by. Another button than before is another decision: then the
// return is forgotten and the flow goes on normally.
func (r *run) resume(i int, n *step, button string) bool {
	scope := r.scopeOf(r.s.Tasks[i].Token)
	_, returns := r.trail(scope)
	if len(*returns) == 0 {
		return false
	}
	top := (*returns)[len(*returns)-1]
	if top.To != n.Key || top.Gen != r.gen() || top.Button != "" && top.Button != button {
		*returns = nil
		return false
	}
	if a := r.arrowFor(n, button); a == nil || !r.passes(a) {
		if a == nil && !r.broken() {
			r.fault("process.no_way", "/button", "node", n.Key, "button", button)
		}
		return true
	}
	if *returns = (*returns)[:len(*returns)-1]; len(*returns) == 0 {
		*returns = nil
	}
	r.decide(i, button)
	r.left(n.Key, button)
	r.emit(Event{Type: "resumed", Node: n.Key, From: n.Key, To: top.From, Button: button, User: r.in.Actor.ID})
	r.reach(arrival{node: top.From, path: top.Path, back: true, scope: scope})
	return true
}
