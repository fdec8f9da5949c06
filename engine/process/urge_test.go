package process

import "testing"

// What waits for nobody but one person is theirs to do and not to urge; what also waits for others can be urged.
func TestNobodyUrgesThemselves(t *testing.T) {
	task := func(token int64, people ...TaskPerson) Task {
		return Task{ID: "t", Token: token, State: "open", People: people}
	}
	me, other, done := TaskPerson{User: "me", State: "open"}, TaskPerson{User: "other", State: "open"}, TaskPerson{User: "me", State: "done"}
	p := &Process{spec: Spec{Urge: &Urge{}}}
	in := Inputs{Owner: "me"}
	in.Actor.ID = "me"
	for name, c := range map[string]struct {
		tasks []Task
		want  bool
	}{
		"mine alone":       {[]Task{task(1, me)}, false},
		"somebody else's":  {[]Task{task(1, other)}, true},
		"of both":          {[]Task{task(1, me, other)}, true},
		"my part is done":  {[]Task{task(1, done, other)}, true},
		"mine and another": {[]Task{task(1, me), task(2, other)}, true},
		"mine and ad hoc":  {[]Task{task(1, me), task(0, other)}, false},
		"nobody's":         {nil, true},
	} {
		if got := p.CanUrge(State{State: "running", Tasks: c.tasks}, in); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
