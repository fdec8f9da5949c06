package httpapi

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/runtime"
)

// DeletedView is a deleted record.
type DeletedView struct {
	ID        string    `json:"id"`
	Rev       int64     `json:"rev"`
	No        string    `json:"no"`
	Title     string    `json:"title"`
	DeletedAt time.Time `json:"deletedAt"`
	DeletedBy *Named    `json:"deletedBy"`
	Until     time.Time `json:"until"` // it can be restored so long
}

// binned is the place of a request about deleted records: whoever may delete may look at what is deleted.
func (a *API) binned(c *fiber.Ctx) (place, error) {
	p, err := a.place(c)
	if err != nil {
		return p, err
	}
	for _, action := range []string{"read", "delete"} {
		if !p.may(action, nil) || p.form.Spec().Dataset != "" { // its lines come and go with what they are about
			return p, denied(action, p.form.Key())
		}
	}
	return p, nil
}

func (a *API) getBin(c *fiber.Ctx) error {
	p, err := a.binned(c)
	if err != nil {
		return err
	}
	records, next, err := a.Bin.Page(c.UserContext(), p.app, p.form, p.who, limit(c, 20), c.Query("after"))
	if err != nil {
		return err
	}
	items := make([]DeletedView, len(records))
	for i, r := range records {
		items[i] = DeletedView{ID: r.ID, Rev: r.Rev, No: r.No, Title: r.Title, DeletedAt: *r.DeletedAt, Until: r.DeletedAt.Add(runtime.KeptDeleted)}
		for _, e := range r.History {
			if e.Type == "deleted" {
				items[i].DeletedBy = a.person(c, e.By)
			}
		}
	}
	return c.JSON(fiber.Map{"items": items, "next": next})
}

// deleted loads a deleted record of the caller's rows; every other does not exist.
func (a *API) deleted(c *fiber.Ctx) (place, *engine.Record, error) {
	p, err := a.binned(c)
	if err != nil {
		return p, nil, err
	}
	r, err := a.Submitter.LoadAny(c.UserContext(), p.app, p.form, param(c, "id"))
	if err == nil && (r.DeletedAt == nil || !p.may("read", r) || !p.may("delete", r)) {
		err = runtime.ErrGone
	}
	return p, r, err
}

func (a *API) postRestore(c *fiber.Ctx) error {
	p, r, err := a.deleted(c)
	if err != nil {
		return err
	}
	out, err := a.Submitter.Submit(c.UserContext(), runtime.Request{App: p.app.Key, ID: r.ID, Submission: engine.Submission{
		Form: p.form.Key(), Kind: "restore", Who: p.who, Channel: channel(c), Key: key(c)}})
	if err != nil {
		return err
	}
	if !out.Repeat {
		a.noteRecord(c, p, r, "undeleted")
	}
	return a.answer(c, p, out.Record)
}

// noteRecord notes what was done to a whole record in the audit log, which outlives the record.
func (a *API) noteRecord(c *fiber.Ctx, p place, r *engine.Record, kind string) {
	a.Audit.Note(c.UserContext(), runtime.AuditEntry{Type: kind, By: p.who.ID, App: p.app.Key, Form: p.form.Key(), Record: r.ID, Text: r.No, Address: a.address(c)})
}

// deleteForGood removes a deleted record at once, and notes who wanted that: nothing else is left to tell.
func (a *API) deleteForGood(c *fiber.Ctx) error {
	p, r, err := a.deleted(c)
	if err != nil {
		return err
	}
	note := runtime.AuditEntry{Type: "removed", By: p.who.ID, App: p.app.Key, Form: p.form.Key(), Record: r.ID, Text: r.No, Address: a.address(c)}
	if err := a.Bin.Remove(c.UserContext(), p.app, p.form, r.ID); err != nil { // somebody restored or removed it first
		note.Failed = true
		a.Audit.Note(c.UserContext(), note)
		return err
	}
	if err := a.Audit.Write(c.UserContext(), note); err != nil {
		return err
	}
	return c.SendStatus(fiber.StatusNoContent)
}
