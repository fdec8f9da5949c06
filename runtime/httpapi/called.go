package httpapi

import (
	"huiyin/engine/problem"
	"huiyin/engine/process"
)

// otherOf is the id of the other record of a merge that an event names by its title, "" when it names none.
func otherOf(ev *process.Event) string {
	switch ev.Type {
	case "member_joined", "member_left", "heard", "refused":
		return ev.Key
	case "member_pressed":
		id, _ := ev.Data["record"].(string)
		return id
	}
	return ""
}

// called is what the timeline calls another record of a merge: as it was called then for whoever may open it, by its
// number for others, and by neither once it is gone for good.
func (t timeline) called(id, then string) string {
	name, known := t.others[id]
	if !known {
		name = t.veiled(id)
		t.others[id] = name
	}
	if name == "" {
		return then
	}
	return name
}

// veiled is what stands for the title of another record that the reader may not open, "" when they may. What cannot be
// read stays unnamed.
func (t timeline) veiled(id string) string {
	r, err := t.api.Submitter.LoadAny(t.c.UserContext(), t.place.app, t.place.form, id)
	switch {
	case err != nil:
		return problem.Sentence(t.place.lang, "merge.member_gone", nil)
	case opens(t.place, r):
		return ""
	}
	return r.No
}
