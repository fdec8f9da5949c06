package httpapi

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

// fromCustomer reports whether a remark came from the customer of its record.
func fromCustomer(m runtime.Comment) bool { return m.By == "customer" }

// dealtWith reports whether what the customer wrote at a moment answered what they were asked, and the step that it led to
// has been done since: whoever did that has read it.
func (p place) dealtWith(r *engine.Record, at time.Time) bool {
	if r.Proc == nil {
		return false
	}
	proc, ok := p.app.Process(r.Proc.Process, r.Proc.Release)
	if !ok {
		return false
	}
	visits := r.Proc.Visits
	for i := range len(visits) - 1 {
		v := visits[i]
		if st, _ := proc.Status(v.Status); st.PublicAnswer && !at.Before(v.At) && !v.Left.IsZero() && !at.After(v.Left) {
			return !visits[i+1].Left.IsZero()
		}
	}
	return false
}

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
