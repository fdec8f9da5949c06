package httpapi

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

// fromCustomer reports whether a remark came from the customer of its record.
func fromCustomer(m runtime.Comment) bool { return m.By == "customer" }

// postHeard notes that a remark of the customer, and what they wrote before it, needs no answer.
func (a *API) postHeard(c *fiber.Ctx) error {
	p, r, err := a.open(c)
	if err != nil {
		return err
	}
	var in struct{ Comment string }
	if err := read(c, &in); err != nil {
		return err
	}
	if !a.can(p, r).Comment {
		return denied("comment", p.form.Key())
	}
	comments, err := a.Comments.Of(c.UserContext(), r.ID, true)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(comments, func(m runtime.Comment) bool { return m.ID == in.Comment && fromCustomer(m) })
	if i < 0 {
		return problem.List{problem.New("comment.unknown", "/comment", "id", in.Comment)}
	}
	out, err := a.Submitter.Submit(c.UserContext(), runtime.Request{App: p.app.Key, ID: r.ID, Submission: engine.Submission{
		Form: p.form.Key(), Kind: "heard", Heard: comments[i].At, Who: p.who, Channel: channel(c), Key: key(c)}})
	if err != nil {
		return err
	}
	if out.Record == nil {
		out.Record = r
	}
	return a.answer(c, p, out.Record)
}
