package httpapi

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/form/field"
	"huiyin/engine/problem"
	"huiyin/engine/process"
	"huiyin/engine/query"
	"huiyin/runtime"
)

// Act is the body of an act: a press with the field changes and the words that go with it, in one write.
type Act struct {
	Kind    string         `json:"kind"`
	Task    string         `json:"task"`
	Button  string         `json:"button"`
	Data    map[string]any `json:"data"`
	Comment string         `json:"comment"`
	To      string         `json:"to"`
	From    string         `json:"from"`
	Target  string         `json:"target"`
	Entry   string         `json:"entry"`
	Values  map[string]any `json:"values"`
}

// acts are what people may do; everything else is for rules and timers.
var acts = []string{"button", "claim", "transfer", "move", "withdraw", "urge", "merge", "unmerge"}

func (a *API) postAct(c *fiber.Ctx) error {
	p, r, err := a.open(c)
	if err != nil {
		return err
	}
	var in Act
	if err := read(c, &in); err != nil {
		return err
	}
	if !slices.Contains(acts, in.Kind) {
		return problem.List{problem.New("record.kind_unknown", "/kind", "kind", in.Kind)}
	}
	in.Comment = field.Words(in.Comment)
	if err := brief(in.Comment, "/comment"); err != nil {
		return err
	}
	rev, err := match(c)
	if err != nil {
		return err
	}
	c.Locals("patch", in.Data)
	if err := a.mayGo(c, p, in); err != nil {
		return err
	}
	out, err := a.submit(c.UserContext(), p, runtime.Request{App: p.app.Key, ID: r.ID, Rev: rev, Submission: engine.Submission{
		Form: p.form.Key(), Kind: "act", Patch: in.Data, Who: p.who, Channel: channel(c), Key: key(c),
		Command: &process.Command{Kind: in.Kind, Task: in.Task, Button: in.Button, Comment: in.Comment, To: in.To,
			From: in.From, Target: in.Target, Data: in.Values}}})
	if err == nil && in.Kind == "merge" && !out.Repeat && a.Settle != nil {
		if err = a.Settle(c.UserContext(), p.app, p.form, r.ID, in.To, p.lang); err == nil {
			out.Record, err = a.Submitter.Load(c.UserContext(), p.app, p.form, r.ID)
		}
	}
	if err != nil {
		return err
	}
	if out.Record == nil {
		out.Record = r
	}
	// Whoever did something with the record has seen what came about it; what they got to do by it comes after. The record
	// is written already: a message that stays unread is no reason to refuse.
	_ = a.readAll(c, query.Condition{Field: "record", Op: "eq", Value: r.ID})
	a.takeFiles(c, p, out.Record)
	a.take(c.UserContext(), p, out.Record, filesIn(in.Values))
	return a.answer(c, p, out.Record, out.Ignored...)
}

// mayGo refuses a record to merge into that the person may not read, and somebody to hand over to who could not open it.
func (a *API) mayGo(c *fiber.Ctx, p place, in Act) error {
	if in.To == "" {
		return nil
	}
	if in.Kind == "merge" {
		_, err := a.readable(c.UserContext(), p, in.To)
		return err
	}
	if u, err := a.People.User(c.UserContext(), in.To); err == nil && u.Active && !a.serves(c, p, u) {
		return problem.List{problem.New("process.transfer_blind", "/to", "user", u.Name)}
	}
	return nil
}

func (a *API) postFollow(c *fiber.Ctx) error {
	p, r, err := a.open(c)
	if err != nil {
		return err
	}
	var in struct{ Following bool }
	if err := read(c, &in); err != nil {
		return err
	}
	out, err := a.Submitter.Submit(c.UserContext(), runtime.Request{App: p.app.Key, ID: r.ID, Submission: engine.Submission{
		Form: p.form.Key(), Kind: "follow", Follow: in.Following, Who: p.who, Channel: channel(c)}})
	if err != nil {
		return err
	}
	if out.Record == nil {
		out.Record = r
	}
	return a.answer(c, p, out.Record)
}
