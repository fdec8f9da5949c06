package process

import (
	"huiyin/engine/action"
)

// arrival is the next node the flow reaches.
type arrival struct {
	node string
	via  string // arrow
	path []string
	back bool // by a return or a jump back: path is set and replaces the walked one

	scope int64 // region it moves in
}

// walk lets the flow reach a node and go on until it waits for people or ends.
func (r *run) walk(to, via string) { r.reach(arrival{node: to, via: via}) }

func (r *run) reach(a arrival) {
	r.queue = append(r.queue, a)
	r.drain()
}

// drain goes on until every branch waits or has ended, one branch after the other.
func (r *run) drain() {
	for len(r.queue) > 0 && !r.broken() {
		a := r.queue[0]
		r.queue = r.queue[1:]
		if r.visits++; r.visits > maxVisits {
			r.fault("process.runaway", "", "node", a.node, "max", maxVisits)
			return
		}
		r.arrive(a)
	}
}

func (r *run) arrive(a arrival) {
	n := r.p.nodes[a.node]
	if n.trait.Last && !n.ofBranch && a.scope != 0 {
		r.cutBranches(0, n.Key) // the whole process ends here
		a.scope = 0
	}
	changed := r.changeStatus(n)
	if r.broken() {
		return
	}
	if changed || n.stays() {
		r.s.Visits = append(r.s.Visits, Visit{Node: n.Key, Status: r.s.Status, Gen: r.gen(), At: r.now})
	}
	if n.human != nil {
		path, _ := r.trail(a.scope)
		*path = append(*path, n.Key)
		if a.back {
			*path = append([]string(nil), a.path...)
		}
	}
	r.nodePoint("enter:", n.Key)
	n.run.Enter(visit{r: r, n: n, via: a.via, scope: a.scope})
}

// changeStatus moves the record into the status of n when it differs.
func (r *run) changeStatus(n *step) bool {
	if n.Status == "" || n.Status == r.s.Status {
		return false
	}
	from := r.s.Status
	if from != "" {
		r.emit(Event{Type: "status_left", Status: from, To: n.Status, Node: n.Key})
		r.cancelTasks(func(t Task) bool { return t.AdHoc != nil && t.AdHoc.During == from })
		r.point("leave:" + from)
	}
	r.s.Status, r.s.StatusSince, r.s.StatusBy = n.Status, r.now, ""
	if r.in.Actor.Kind == "user" {
		r.s.StatusBy = r.in.Actor.ID
	}
	r.place()
	r.emit(Event{Type: "status_entered", Status: n.Status, From: from, Node: n.Key})
	r.pauses()
	r.lapse(n.Status)
	r.point("enter:" + n.Status)
	r.own()
	r.promise(n.Status)
	return true
}

// left closes the stay at a node.
func (r *run) left(node, button string) {
	for i := len(r.s.Visits) - 1; i >= 0; i-- {
		v := &r.s.Visits[i]
		if v.Node == node && v.Left.IsZero() {
			v.Left, v.Button = r.now, button
			if button != "" {
				v.By = r.in.Actor.ID
			}
			break
		}
	}
	for i, t := range r.s.Tokens {
		if t.Node == node {
			r.s.Tokens = append(r.s.Tokens[:i], r.s.Tokens[i+1:]...)
			break
		}
	}
	r.nodePoint("leave:", node)
}

// follow leaves a node by an arrow and sets out for the next one.
func (r *run) follow(n *step, a *arrow, button string, scope int64) {
	r.left(n.Key, button)
	r.act(a.then, "transition", a.Key)
	r.queue = append([]arrival{{node: a.To, via: a.Key, scope: scope}}, r.queue...)
}

// passes asks an arrow's validators and guard; every refusal is noted.
func (r *run) passes(a *arrow) bool {
	before := len(r.faults)
	for i, v := range a.Validate {
		if !r.holds(a.validate[i], "") {
			continue
		}
		at := ""
		if v.Field != "" {
			at = pointer(v.Field)
		}
		r.fault("process.refused", at, "reason", v.Message.In(r.in.Actor.Language), "transition", a.Key)
	}
	if a.Promises {
		r.promisesKept()
	}
	return len(r.faults) == before
}

// arrowFor returns the arrow that leaves n by button: the first whose condition holds, else the default.
func (r *run) arrowFor(n *step, button string) *arrow {
	var fallback *arrow
	for _, a := range n.arrows {
		if a.On != button {
			continue
		}
		if a.Default {
			fallback = a
			continue
		}
		if r.holds(a.when, "") {
			return a
		}
	}
	return fallback
}

// visit is what a node sees of the step.
type visit struct {
	r   *run
	n   *step
	via string

	scope int64
}

// Next leaves by the arrow that applies.
func (v visit) Next() {
	if v.r.broken() {
		return
	}
	a := v.r.arrowFor(v.n, "")
	if a == nil {
		if !v.r.broken() {
			v.r.fault("process.no_way", "", "node", v.n.Key)
		}
		return
	}
	if v.r.passes(a) {
		v.r.follow(v.n, a, "", v.scope)
	}
}

// Act runs the node's actions.
func (v visit) Act(uses []action.CompiledUse) { v.r.act(uses, "node", v.n.Key) }

// Wait opens the task of a human node and lets the flow rest there.
func (v visit) Wait(s HumanSettings) {
	v.r.openTask(v.n, v.rest("").ID, s)
}

// rest leaves a token at the node.
func (v visit) rest(effect string) Token {
	token := Token{ID: v.r.id(), Node: v.n.Key, Scope: v.scope, Via: v.via, At: v.r.now, Effect: effect}
	v.r.s.Tokens = append(v.r.s.Tokens, token)
	return token
}

// Finish ends the process.
func (v visit) Finish(resolution string) {
	r := v.r
	r.s.State, r.s.Resolution = "ended", resolution
	r.s.Returns = nil
	r.cancelClocks()
	r.emit(Event{Type: "ended", Node: v.n.Key, Status: r.s.Status, Key: resolution})
}
