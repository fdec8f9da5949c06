package engine

import (
	"slices"

	"huiyin/engine/action"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
	"huiyin/engine/process"
)

// Handover takes the open work of a person who leaves off a record. To gets it; with To empty, the people rules of the
// process say who: whoever owns the status owns the record, whoever a step is for does the step. Where the rules find
// nobody, the owner and after that the administrators are asked, so that nothing is left to nobody.
type Handover struct {
	From string
	To   string
}

// handOver is for administrators. What the person has done already stays theirs, and so does what is over.
func (d *decision) handOver(h Handover) {
	if !d.who.Admin {
		d.found.Add("access.denied", "", "action", "admin", "form", d.form.Key())
		return
	}
	if d.rec.Proc == nil || d.rec.Proc.State != "running" || !d.handOwner(h) {
		return
	}
	for range d.rec.Proc.Tasks {
		i := slices.IndexFunc(d.rec.Proc.Tasks, func(t process.Task) bool { return t.Concerns(h.From) })
		if i < 0 || !d.handTask(h, d.rec.Proc.Tasks[i]) {
			return
		}
	}
}

// handOwner makes somebody else the owner, who also gets the work that was the old owner's as such; false stops.
func (d *decision) handOwner(h Handover) bool {
	if d.rec.People.Owner != h.From {
		return true
	}
	to := h.To
	if to == "" {
		heirs, ok := d.heirs("")
		if !ok {
			return false
		}
		if to = first(heirs, func(p effect.Person) bool { return p.ID != h.From }); to == "" {
			d.found.Add("user.no_heir", "", "name", d.rec.Title)
			return false
		}
	}
	return d.advance(process.Command{Kind: "owner", To: to, From: h.From}) && !d.ask.Waits()
}

// handTask gives somebody's part of a task away. One of several candidates is simply no longer asked: the others still are.
func (d *decision) handTask(h Handover, t process.Task) bool {
	others := slices.DeleteFunc(slices.Clone(t.People), func(p process.TaskPerson) bool { return p.User == h.From && p.State == "candidate" })
	if slices.ContainsFunc(others, func(p process.TaskPerson) bool { return p.State == "candidate" }) && len(others) < len(t.People) {
		return d.setParts(t.ID, others)
	}
	heirs, ok := d.heirs(d.assign(t))
	if !ok {
		return false
	}
	if h.To != "" {
		chosen, _, ok := d.resolve("", action.PeopleRule{Find: []action.Find{{By: "user", User: h.To}}, Empty: action.Empty{Skip: true}})
		if !ok {
			return false
		}
		heirs = append(slices.Clone(chosen), heirs...)
	}
	free := func(p effect.Person) bool {
		acts := p.ID
		if p.Substitute != "" {
			acts = p.Substitute
		}
		return acts != h.From && !slices.ContainsFunc(t.People, func(tp process.TaskPerson) bool { return tp.User == acts && tp.State == "open" })
	}
	to := first(heirs, free)
	if to == "" {
		d.found.Add("user.no_heir", "", "name", d.rec.Title)
		return false
	}
	return d.advance(process.Command{Kind: "transfer", Task: t.ID, From: h.From, To: to}) && !d.ask.Waits()
}

// setParts puts a task's participants in the place of those it had.
func (d *decision) setParts(task string, people []process.TaskPerson) bool {
	state := *d.rec.Proc
	state.Tasks = slices.Clone(state.Tasks)
	for i := range state.Tasks {
		if state.Tasks[i].ID == task {
			state.Tasks[i].People = people
		}
	}
	d.rec.Proc, d.stale = &state, true
	return true
}

// assign is the people rule that a task is given by, "" when it is the owner's or nobody's rule.
func (d *decision) assign(t process.Task) string {
	p, ok := d.process()
	if !ok || t.Token == 0 {
		return ""
	}
	human, _ := p.Human(t.Node)
	return human.Assign
}

// heirs are those who may get work, the best first: the people of a rule, those of the status owner's rule, the owner,
// the administrators. ok is false while an answer is missing.
func (d *decision) heirs(rule string) (out []effect.Person, ok bool) {
	p, known := d.process()
	if !known {
		d.found = append(d.found, problem.New("record.process_unknown", "", "process", d.rec.Proc.Process))
		return nil, false
	}
	rules := p.Spec().People
	asked := []action.PeopleRule{}
	if r, named := rules[rule]; named {
		asked = append(asked, r)
	}
	if status, found := p.Status(d.rec.Proc.Status); found {
		if r, named := rules[status.Owner]; named {
			asked = append(asked, r)
		}
	}
	asked = append(asked, action.PeopleRule{Find: []action.Find{{By: "user", User: d.rec.People.Owner}}, Empty: action.Empty{Skip: true}}, action.PeopleRule{})
	ok = true
	for _, r := range asked {
		people, _, answered := d.resolve("", r)
		out, ok = append(out, people...), ok && answered
	}
	return out, ok
}

func first(people []effect.Person, fits func(effect.Person) bool) string {
	if i := slices.IndexFunc(people, fits); i >= 0 {
		return people[i].ID
	}
	return ""
}
