package process

import (
	"huiyin/engine/action"
	"huiyin/engine/effect"
)

// own finds the owner of the status just entered. A status of category done without a rule keeps the last owner;
// every other one ends with an owner: the rule's people, else the administrators, else the caller's last resort.
func (r *run) own() {
	status := r.p.statuses[r.s.Status]
	if status.Owner == "" {
		return
	}
	people, why, ok := r.find(status.Owner)
	if !ok {
		return
	}
	if len(people) == 0 {
		people, why, ok = r.in.Resolve("", action.PeopleRule{})
	}
	switch {
	case !ok:
	case len(people) > 0:
		r.person = &people[0]
		r.ownedBy(people[0].ID, why)
	case r.in.Fallback != "":
		r.ownedBy(r.in.Fallback, "")
	case r.owner == "":
		r.fault("process.no_owner", "", "status", r.title(status.Title))
	}
}

// ownedBy makes user the owner of the record.
func (r *run) ownedBy(user, why string) {
	if user == r.owner {
		return
	}
	from := r.owner
	r.owner = user
	if r.person != nil && r.person.ID != user {
		r.person = nil
	}
	r.place()
	r.emit(Event{Type: "owner_changed", Status: r.s.Status, From: from, To: user, User: user, Text: why})
}

// find resolves a people rule of the process by name.
func (r *run) find(rule string) (people []effect.Person, why string, ok bool) {
	return r.in.Resolve(rule, r.p.spec.People[rule])
}

// personOf looks a user up, for the substitute; nil with ok when there is no such active user.
func (r *run) personOf(user string) (p *effect.Person, ok bool) {
	if user == "" {
		return nil, true
	}
	if r.person != nil && r.person.ID == user {
		return r.person, true
	}
	people, _, ok := r.in.Resolve("", action.PeopleRule{
		Find: []action.Find{{By: "user", User: user}}, Empty: action.Empty{Skip: true}})
	if len(people) == 0 {
		return nil, ok
	}
	return &people[0], ok
}

// responsible is the owner as a person to be given work. An owner who is no longer active gives way to a new one,
// for there must always be somebody who acts.
func (r *run) responsible() []effect.Person {
	p, ok := r.personOf(r.owner)
	if p == nil && ok {
		r.own()
		p, _ = r.personOf(r.owner)
	}
	if p == nil {
		if r.owner == "" {
			return nil
		}
		return []effect.Person{{ID: r.owner, Found: &effect.Origin{By: "owner"}}}
	}
	owner := *p
	owner.Found = &effect.Origin{By: "owner"}
	return []effect.Person{owner}
}

// assignees are the people a human node is for: its own rule's, else the status owner.
func (r *run) assignees(s HumanSettings) []effect.Person {
	if s.Assign == "" {
		return r.responsible()
	}
	people, _, ok := r.find(s.Assign)
	if !ok {
		return nil
	}
	if len(people) == 0 {
		return r.responsible()
	}
	if s.Mode == "one" {
		people = people[:1]
	}
	return people
}

// part is somebody's part in a task. Who is away is represented; the owner stays who it is.
func part(p effect.Person, state string) TaskPerson {
	if p.Substitute != "" && p.Substitute != p.ID {
		return TaskPerson{User: p.Substitute, For: p.ID, State: state, Found: p.Found}
	}
	return TaskPerson{User: p.ID, State: state, Found: p.Found}
}

// parts gives everybody one part; who represents several people acts once.
func parts(people []effect.Person, state string) []TaskPerson {
	out := make([]TaskPerson, 0, len(people))
	seen := map[string]bool{}
	for _, p := range people {
		t := part(p, state)
		if !seen[t.User] {
			seen[t.User] = true
			out = append(out, t)
		}
	}
	return out
}
