package httpapi

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/process"
	"huiyin/runtime"
)

// UntoldView is somebody who still has to hear something before the record can be closed, and whose task it is to tell
// them. What the reader may not know of the customer is left out; who has the task is always said.
type UntoldView struct {
	Customer string     `json:"customer"` // their name, "" when the reader may not know it or nobody said it
	Promise  string     `json:"promise"`  // title of what they are to be told, "" when their record has yet to follow
	State    string     `json:"state"`    // of the ledger's line, "" when there is none yet
	Record   *RecordRef `json:"record"`   // merged record they came by; nil = the record itself
	Readable bool       `json:"readable"` // the reader may open that record
	Task     string     `json:"task"`     // id of the open task of telling them, "" when nobody has one
	Title    string     `json:"title"`    // of that task
	People   []Named    `json:"people"`   // who has it
	Mine     bool       `json:"mine"`
}

// members are the records that went up in r, as far as they are still there.
func (a *API) members(c *fiber.Ctx, p place, r *engine.Record) []*engine.Record {
	var out []*engine.Record
	for _, m := range r.Proc.Members {
		if one, err := a.Submitter.Load(c.UserContext(), p.app, p.form, m.ID); err == nil {
			out = append(out, one)
		}
	}
	return out
}

// untoldOf lists who is still to be told before a running record can be closed: its own customers, then those of the
// records that went up in it, as the guard of closing counts them.
func (a *API) untoldOf(p place, r *engine.Record, proc *process.Process, members []*engine.Record, s *runtime.Sight) []UntoldView {
	out := []UntoldView{}
	if r.Proc.State != "running" {
		return out
	}
	out = append(out, a.untoldIn(p, r, proc, nil, s)...)
	for _, m := range members {
		if m.Proc == nil || m.Proc.Aside == nil || m.Proc.Aside.Into != r.ID {
			continue
		}
		ref := recordRef(p, m)
		if !opens(p, m) {
			ref.Title, ref.Status = "", nil
		}
		open := a.untoldIn(p, m, proc, &ref, s)
		if len(open) == 0 && m.Proc.Aside.Lead != r.Proc.Status {
			open = []UntoldView{{Record: &ref, Readable: opens(p, m), People: []Named{}}}
		}
		out = append(out, open...)
	}
	return out
}

// opens reports whether the reader may open a record: by role, or because of an open task on it.
func opens(p place, r *engine.Record) bool {
	return p.may("read", r) || slices.Contains(r.People.Working, p.who.ID)
}

func (a *API) untoldIn(p place, r *engine.Record, proc *process.Process, ref *RecordRef, s *runtime.Sight) []UntoldView {
	var out []UntoldView
	readable := opens(p, r)
	hide := !readable || a.hidesCustomer(p, r)
	for _, e := range r.Loop {
		if e.Kept() {
			continue
		}
		v := UntoldView{Customer: e.Name, Promise: e.Promise, State: e.State, Record: ref, Readable: readable, People: []Named{}}
		if hide {
			v.Customer = ""
		}
		if promise, ok := proc.Promise(e.Promise); ok {
			v.Promise = promise.Title.In(p.lang)
		}
		for _, t := range r.Proc.Tasks {
			if t.ID != e.Task || t.State != "open" {
				continue
			}
			v.Task, v.Mine = t.ID, t.Concerns(p.who.ID)
			if t.AdHoc != nil && (readable || v.Mine) {
				v.Title = t.AdHoc.Title.In(p.lang)
			}
			for _, person := range t.People {
				v.People = append(v.People, Named{ID: person.User, Name: s.Name("user", person.User), Kind: "user"})
			}
		}
		out = append(out, v)
	}
	return out
}
