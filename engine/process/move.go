package process

import (
	"slices"
	"time"
)

// move is a person's press of a button on the record itself.
func (r *run) move() {
	m, known := r.p.moves[r.cmd.Button]
	if !known {
		r.fault("process.move_unknown", "/button", "move", r.cmd.Button)
		return
	}
	if r.s.Aside != nil && r.in.Actor.Kind == "customer" {
		r.passOn(m)
		return
	}
	if r.elsewhere(m) {
		return
	}
	if !mayMove(m, r.in, r.owner) {
		r.fault("process.move_not_allowed", "/button", "move", r.title(m.Title))
		return
	}
	r.moveBy(m)
}

// mayMove lets in who the move names; administrators and the system always.
func mayMove(m *move, in Inputs, owner string) bool {
	who := in.Actor
	if who.Kind == "customer" {
		return m.Public
	}
	return who.Admin || in.system() || who.Has(m.Roles...) || m.Owner && who.ID != "" && who.ID == owner
}

// moveBy takes the record out of where it stands, also from the end, and lets the flow go on at the move's node
// in a new generation. Work beside the flow stays.
func (r *run) moveBy(m *move) {
	if r.elsewhere(m) {
		return
	}
	if !r.holds(m.when, "/button") {
		if !r.broken() {
			r.fault("process.button_unavailable", "/button", "button", r.title(m.Title))
		}
		return
	}
	r.commented(m.Comment)
	r.required(m.Require)
	if m.Promises {
		if r.in.Actor.Kind == "customer" && !r.broken() {
			r.read(r.s.Status)
			r.told() // before the move: what ends by it would only be cancelled
		}
		r.promisesKept()
	}
	if r.broken() {
		return
	}
	r.emit(Event{Type: "moved", Key: m.Key, From: r.s.Status, To: m.To, User: r.in.Actor.ID, Text: r.cmd.Comment})
	r.uproot()
	r.s.State, r.s.Resolution = "running", ""
	if r.in.Actor.Kind == "user" && r.in.Actor.ID != r.in.Submitter {
		r.s.Decided = true
	}
	r.act(m.then, "move", m.Key)
	r.walk(m.To, "")
}

// elsewhere reports whether the record stands where the move does not start. Nobody is offered that: it went on since
// the person looked, so they are told what happened meanwhile; customers only that something did.
func (r *run) elsewhere(m *move) bool {
	if slices.Contains(m.From, r.s.Status) {
		return false
	}
	title, status, since := r.title(m.Title), r.p.statusTitle(r.s.Status, r.in.Actor.Language), r.s.StatusSince.Format(time.RFC3339)
	switch {
	case r.in.Actor.Kind == "customer":
		r.fault("process.moved_on", "/button", "move", title)
	case r.s.StatusBy != "":
		r.fault("process.moved_by", "/button", "move", title, "status", status, "by", r.s.StatusBy, "at", since)
	default:
		r.fault("process.move_not_here", "/button", "move", title, "status", status, "at", since)
	}
	return true
}

// uproot ends the generation: every flow task and token goes, nothing of it can be completed any more.
func (r *run) uproot() {
	r.cancelTasks(func(t Task) bool { return t.Token > 0 })
	for _, t := range append([]Token(nil), r.s.Tokens...) {
		r.left(t.Node, "")
	}
	r.queue, r.s.Scopes = nil, r.s.Scopes[:1]
	r.s.Scopes[0].Gen++
	r.s.Path, r.s.Returns = nil, nil
}

// withdraw is the submitter taking the record back.
func (r *run) withdraw() {
	if code := r.p.whyNotWithdraw(r.s, r.in); code != "" {
		r.fault(code, "")
		return
	}
	r.emit(Event{Type: "withdrawn", Status: r.s.Status, User: r.in.Actor.ID, Text: r.cmd.Comment})
	r.uproot()
	r.cancelTasks(func(t Task) bool { return t.AdHoc == nil || t.AdHoc.Promise == "" })
	r.walk(r.p.spec.Withdraw.To, "")
	r.s.State = "withdrawn"
}

// CanWithdraw reports whether the actor may take the record back now.
func (p *Process) CanWithdraw(s State, in Inputs) bool { return p.whyNotWithdraw(s, in) == "" }

func (p *Process) whyNotWithdraw(s State, in Inputs) string {
	w, who := p.spec.Withdraw, in.Actor
	switch {
	case s.State != "running":
		return "process.not_running"
	case w == nil:
		return "process.withdraw_off"
	case in.Submitter == "" || who.ID != in.Submitter && !who.Admin: // what a customer sent is nobody's here to take back
		return "process.not_submitter"
	case s.Decided && w.Until != "always":
		return "process.withdraw_too_late"
	}
	return ""
}

// CanUrge reports whether the actor may remind somebody at all: what waits for nobody but them is theirs to do, not to
// urge. The interval is checked by the act.
func (p *Process) CanUrge(s State, in Inputs) bool {
	if p.spec.Urge == nil || s.State != "running" || in.Actor.ID == "" {
		return false
	}
	id := in.Actor.ID
	return (id == in.Submitter || id == in.Owner || in.Actor.Admin || slices.Contains(in.Followers, id)) && !s.onlyFor(id)
}

// onlyFor reports whether every open task of the flow waits for one person alone.
func (s State) onlyFor(user string) bool {
	some := false
	for _, t := range s.Tasks {
		if t.State != "open" || t.Token == 0 {
			continue
		}
		if !t.Concerns(user) || slices.ContainsFunc(t.People, func(p TaskPerson) bool { return p.User != user && p.State == "open" }) {
			return false
		}
		some = true
	}
	return some
}

// urge reminds whoever has not acted: of the task named, else of every open one of the flow.
func (r *run) urge() {
	if !r.running() {
		return
	}
	if !r.p.CanUrge(r.s, r.in) {
		r.fault("process.urge_not_allowed", "")
		return
	}
	var first time.Time
	urged := false
	for _, t := range r.s.Tasks {
		if t.State != "open" || r.cmd.Task != "" && t.ID != r.cmd.Task || r.cmd.Task == "" && t.Token == 0 {
			continue
		}
		next := r.urgeAgain(t.ID)
		if r.now.Before(next) {
			if first.IsZero() || next.Before(first) {
				first = next
			}
			continue
		}
		urged = true
		if r.s.Urged == nil {
			r.s.Urged = map[string]int64{}
		}
		r.s.Urged[t.ID] = r.now.Unix()
		r.emit(Event{Type: "urged", Task: t.ID, Node: t.Node, Users: undecided(t.People), User: r.in.Actor.ID,
			Key: r.p.spec.Urge.Message, Text: r.cmd.Comment})
	}
	switch {
	case urged:
	case !first.IsZero():
		r.fault("process.urge_too_soon", "", "next", first.UTC().Format(time.RFC3339))
	default:
		r.fault("process.urge_nobody", "")
	}
}

// urgeAgain is when a task may be urged next.
func (r *run) urgeAgain(task string) time.Time {
	last, ever := r.s.Urged[task]
	if !ever {
		return time.Time{}
	}
	next, err := r.calendar("").After(time.Unix(last, 0).UTC(), r.p.spec.Urge.MinInterval)
	r.hitch(err)
	return next
}
