package httpapi

import (
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
	said, err := a.commentOf(c, in.Comment, "/comment", r.ID)
	if err != nil {
		return err
	}
	if !fromCustomer(*said) {
		return problem.List{problem.New("comment.unknown", "/comment", "id", in.Comment)}
	}
	out, err := a.Submitter.Submit(c.UserContext(), runtime.Request{App: p.app.Key, ID: r.ID, Submission: engine.Submission{
		Form: p.form.Key(), Kind: "heard", Heard: said.At, Who: p.who, Channel: channel(c), Key: key(c)}})
	if err != nil {
		return err
	}
	if out.Record == nil {
		out.Record = r
	}
	return a.answer(c, p, out.Record)
}
