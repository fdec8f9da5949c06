package process

import "huiyin/engine/effect"

// claim takes a task that several people could do.
func (r *run) claim() {
	i := r.openOne(r.cmd.Task)
	if i < 0 {
		return
	}
	t, user := &r.s.Tasks[i], r.in.Actor.ID
	if t.Mode != "claim" {
		r.fault("process.not_claimable", "/task")
		return
	}
	switch by := t.claimer(); {
	case by == user && user != "":
		return
	case by != "":
		r.fault("process.already_claimed", "/task", "by", by)
		return
	}
	for k := range t.People {
		if p := &t.People[k]; p.User == user && p.State == "candidate" {
			p.State, p.At = "open", r.now
			r.emit(Event{Type: "task_claimed", Task: t.ID, Node: t.Node, User: user})
			return
		}
	}
	if user == "" || user != r.owner {
		r.fault("process.not_participant", "/task", "task", t.ID)
		return
	}
	t.People = append(t.People, TaskPerson{User: user, State: "open", At: r.now})
	r.emit(Event{Type: "task_claimed", Task: t.ID, Node: t.Node, User: user})
}

// transfer hands somebody's part of a task to somebody else.
func (r *run) transfer() {
	i := r.openOne(r.cmd.Task)
	if i < 0 {
		return
	}
	var limit *button
	if n, ok := r.p.nodes[r.s.Tasks[i].Node]; ok && r.s.Tasks[i].Token > 0 {
		limit = n.transferButton(r.cmd.Button)
	}
	r.hand(i, limit)
}

// hand gives the part of the actor (or, for owner and administrators, of From) to To. Who is handed the work of
// the status owner becomes the owner: responsibility goes with the work.
func (r *run) hand(i int, limit *button) {
	t := &r.s.Tasks[i]
	k, mine := r.partToHand(t)
	if k == noPart || r.broken() {
		return
	}
	state := "open"
	if mine && k >= 0 && t.People[k].State == "candidate" {
		state = "candidate"
	}
	to := r.receiver(t, limit, state)
	if to == nil {
		return
	}
	given, from := part(*to, state), ""
	if k >= 0 {
		from = t.People[k].User
		given.From = from
		if n, flow := r.p.nodes[t.Node]; flow && t.Token > 0 && n.human.Assign == "" &&
			(from == r.owner || t.People[k].For == r.owner && r.owner != "") {
			r.person = to
			r.ownedBy(to.ID, "")
		}
		t.People[k] = given
	} else {
		t.People = append(t.People, given)
		k = len(t.People) - 1
	}
	r.single(t, k)
	r.emit(Event{Type: "task_transferred", Task: t.ID, Node: t.Node, From: from, To: given.User, User: r.in.Actor.ID,
		Users: []string{given.User}, Text: r.cmd.Comment})
}

// single drops what part k's person was offered before: who has the task is no longer one of its candidates.
func (r *run) single(t *Task, k int) {
	user := t.People[k].User
	kept := t.People[:0:0]
	for i, p := range t.People {
		if i == k || p.User != user || p.State != "candidate" {
			kept = append(kept, p)
		}
	}
	t.People = kept
}

// Answers of partToHand beside an index.
const (
	noPart  = -1 // refused, the problem is noted
	newPart = -2 // nobody has claimed yet: the receiver becomes the claimer
)

// partToHand finds whose part is handed over; mine tells that it is the actor's own.
func (r *run) partToHand(t *Task) (k int, mine bool) {
	user := r.in.Actor.ID
	chief := r.in.Actor.Admin || user != "" && user == r.owner
	whose := r.cmd.From
	if whose == "" {
		whose = user
	}
	var open []int
	for k, p := range t.People {
		if p.State != "open" && p.State != "candidate" {
			continue
		}
		if p.User == whose && (p.User == user || chief) {
			return k, p.User == user
		}
		if p.State == "open" {
			open = append(open, k)
		}
	}
	switch {
	case !chief:
		r.fault("process.not_participant", "/task", "task", t.ID)
	case r.cmd.From != "" || len(open) > 1:
		r.fault("process.transfer_whose", "/from")
	case len(open) == 1:
		return open[0], false
	default:
		return newPart, false
	}
	return noPart, false
}

// receiver checks who is to get the work.
func (r *run) receiver(t *Task, limit *button, state string) *effect.Person {
	if r.cmd.To == "" {
		r.fault("process.transfer_to_missing", "/to")
		return nil
	}
	to, ok := r.personOf(r.cmd.To)
	if !ok {
		return nil
	}
	if to == nil {
		r.fault("process.user_unknown", "/to", "user", r.cmd.To)
		return nil
	}
	got := part(*to, "")
	for _, p := range t.People {
		if p.User == got.User && (p.State == "open" || p.State == state) {
			r.fault("process.transfer_same", "/to", "user", to.Name)
			return nil
		}
	}
	if limit == nil || limit.To == "" || r.in.Actor.Admin {
		return to
	}
	people, _, ok := r.find(limit.To)
	for _, p := range people {
		if p.ID == to.ID {
			return to
		}
	}
	if ok {
		r.fault("process.transfer_not_allowed", "/to", "user", to.Name)
	}
	return nil
}

// chown follows a change of the owner made outside the flow: work that was given to the old owner as such goes to
// the new one. From names the old owner when the caller has already written the new one.
func (r *run) chown() {
	to, ok := r.personOf(r.cmd.To)
	if !ok {
		return
	}
	if to == nil {
		r.fault("process.user_unknown", "/to", "user", r.cmd.To)
		return
	}
	from := r.owner
	if r.cmd.From != "" {
		from = r.cmd.From
	}
	r.person = to
	r.ownedBy(to.ID, r.cmd.Comment)
	for i := range r.s.Tasks {
		t := &r.s.Tasks[i]
		if t.State != "open" || t.Token == 0 || r.p.nodes[t.Node].human.Assign != "" || from == to.ID {
			continue
		}
		for k, p := range t.People {
			if p.State != "open" || p.User != from && (p.For != from || from == "") {
				continue
			}
			given := part(*to, "open")
			given.From = p.User
			t.People[k] = given
			r.emit(Event{Type: "task_transferred", Task: t.ID, Node: t.Node, From: p.User, To: given.User,
				User: r.in.Actor.ID, Users: []string{given.User}})
		}
	}
}
