package process

import (
	"time"
)

// openTask gives the people of a human node their task.
func (r *run) openTask(n *step, token int64, s HumanSettings) {
	people := r.assignees(s)
	if len(people) > maxPeople {
		r.fault("process.people_too_many", "", "node", r.title(n.Title), "count", len(people), "max", maxPeople)
		return
	}
	state := "open"
	if s.Mode == "claim" && len(people) > 1 {
		state = "candidate"
	}
	t := Task{ID: taskID(r.id()), Node: n.Key, Token: token, Gen: r.gen(), Mode: s.Mode, State: "open",
		People: parts(people, state), Opened: r.now}
	r.s.Tasks = append(r.s.Tasks, t)
	r.emit(Event{Type: "task_opened", Task: t.ID, Node: n.Key, Users: users(t.People), Key: r.p.spec.TaskMessage})
}

// openOne finds the open task a command names. Why it is not there any more is said as exactly as possible.
func (r *run) openOne(id string) int {
	for i, t := range r.s.Tasks {
		if t.ID != id {
			continue
		}
		switch {
		case t.State == "open":
			return i
		case t.State == "done":
			r.fault("process.already_decided", "/task", "by", t.By, "at", t.Closed.Format(time.RFC3339), "button", t.Button)
		case r.s.StatusBy != "" && t.Closed.Equal(r.s.StatusSince):
			r.fault("process.task_overtaken", "/task", "by", r.s.StatusBy, "at", t.Closed.Format(time.RFC3339), "status", r.p.statusTitle(r.s.Status, r.in.Actor.Language))
		default:
			r.fault("process.task_cancelled", "/task", "at", t.Closed.Format(time.RFC3339))
		}
		return -1
	}
	r.fault("process.task_unknown", "/task", "task", id)
	return -1
}

// decide closes a task: who has not acted no longer needs to.
func (r *run) decide(i int, button string) {
	t := &r.s.Tasks[i]
	t.State, t.Closed, t.By, t.Button, t.Due = "done", r.now, r.in.Actor.ID, button, nil
	for k := range t.People {
		p := &t.People[k]
		switch {
		case p.State == "done":
		case p.User == r.in.Actor.ID:
			p.State, p.At, p.Button = "done", r.now, button
		default:
			p.State = "skipped"
		}
	}
	delete(r.s.Urged, t.ID)
	if !r.in.system() {
		r.s.Decided = r.s.Decided || t.Token > 0
	}
	r.emit(Event{Type: "task_done", Task: t.ID, Node: t.Node, Button: button, User: r.in.Actor.ID, Text: r.cmd.Comment})
}

// cancelTasks closes the tasks that match without a decision.
func (r *run) cancelTasks(match func(Task) bool) {
	for i := range r.s.Tasks {
		t := &r.s.Tasks[i]
		if t.State != "open" || !match(*t) {
			continue
		}
		waiting := undecided(t.People)
		t.State, t.Closed, t.Due = "cancelled", r.now, nil
		for k := range t.People {
			if t.People[k].State != "done" {
				t.People[k].State = "skipped"
			}
		}
		delete(r.s.Urged, t.ID)
		r.emit(Event{Type: "task_cancelled", Task: t.ID, Node: t.Node, Users: waiting})
	}
}

// trimTasks forgets the oldest closed tasks.
func (r *run) trimTasks() {
	closed := 0
	for _, t := range r.s.Tasks {
		if t.State != "open" {
			closed++
		}
	}
	kept := r.s.Tasks[:0]
	for _, t := range r.s.Tasks {
		if t.State != "open" && closed > keepTasks {
			closed--
			continue
		}
		kept = append(kept, t)
	}
	r.s.Tasks = kept
	if len(r.s.Urged) == 0 {
		r.s.Urged = nil
	}
}

func users(people []TaskPerson) []string {
	var out []string
	for _, p := range people {
		out = append(out, p.User)
	}
	return out
}

// undecided lists who could still act.
func undecided(people []TaskPerson) []string {
	var out []string
	for _, p := range people {
		if p.State == "open" || p.State == "candidate" {
			out = append(out, p.User)
		}
	}
	return out
}
