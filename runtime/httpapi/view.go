package httpapi

import (
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/form"
	"huiyin/engine/process"
	"huiyin/runtime"
)

// RecordView is a record as one person may see and use it now.
type RecordView struct {
	ID        string       `json:"id"`
	Rev       int64        `json:"rev"`
	App       string       `json:"app"`
	Form      string       `json:"form"`
	FormTitle string       `json:"formTitle"`
	Release   int          `json:"release"`
	No        string       `json:"no"`
	Title     string       `json:"title"`
	Channel   string       `json:"channel"`
	Sample    bool         `json:"sample"`
	CreatedAt time.Time    `json:"createdAt"`
	CreatedBy *Named       `json:"createdBy"`
	UpdatedAt time.Time    `json:"updatedAt"`
	View      form.View    `json:"view"`
	Process   *ProcessView `json:"process"`
	Loop      []LoopView   `json:"loop"`
	Can       Can          `json:"can"`
	Followers Following    `json:"followers"`
	// Ignored points to what was sent for fields that the form hides, and so counts for nothing.
	Ignored []string `json:"ignored,omitempty"`
}

// Can is what the person may do beside the process.
type Can struct {
	Update  bool `json:"update"`
	Delete  bool `json:"delete"`
	Comment bool `json:"comment"`
	Assign  bool `json:"assign"`
	Unmask  bool `json:"unmask"`
}

// Following says whether the person follows the record.
type Following struct {
	Following bool `json:"following"`
	Count     int  `json:"count"`
}

// LoopView is a line of the promise ledger.
type LoopView struct {
	ID           string    `json:"id"`
	Promise      Titled    `json:"promise"`
	Customer     Named     `json:"customer"`
	State        string    `json:"state"`
	Kept         bool      `json:"kept"`
	Channel      string    `json:"channel,omitempty"`
	ChannelTitle string    `json:"channelTitle,omitempty"`
	At           time.Time `json:"at"`
	By           *Named    `json:"by"`
	Summary      string    `json:"summary,omitempty"`
	Reason       string    `json:"reason,omitempty"`
	ReasonTitle  string    `json:"reasonTitle,omitempty"`
	Evidence     []string  `json:"evidence"`
	Task         string    `json:"task,omitempty"`
}

// Titled is a key with its title.
type Titled struct {
	Key   string `json:"key"`
	Title string `json:"title"`
}

// recordView is a record as the caller may see it. A token that may write and not read learns which record it wrote,
// and no more.
func (a *API) recordView(c *fiber.Ctx, p place, r *engine.Record) (*RecordView, error) {
	if caller := CallerOf(c); caller != nil && caller.Token != nil && !caller.Token.Has(runtime.ScopeRead) {
		return a.receipt(p, r), nil
	}
	offers, err := a.Submitter.Offer(c.UserContext(), p.app, r, p.who)
	if err != nil {
		return nil, err
	}
	level := a.levels(p, r)
	sight := a.sight(c, p)
	v := &RecordView{ID: r.ID, Rev: r.Rev, App: p.app.Key, Form: p.form.Key(), FormTitle: p.form.Title().In(p.lang), Release: r.Release,
		No: r.No, Title: r.Title, Channel: r.Channel, Sample: r.Sample, CreatedAt: r.CreatedAt, CreatedBy: a.person(c, r.CreatedBy), UpdatedAt: r.UpdatedAt,
		View: linked(p.form.View(a.viewOptions(p, sight, form.ViewOptions{Level: level, Data: r.Data, Sent: r.Channel == "public"}))),
		Loop: a.loop(c, p, r), Can: a.can(p, r),
		Followers: Following{Following: slices.Contains(r.People.Followers, p.who.ID), Count: len(r.People.Followers)}}
	if r.Proc != nil {
		v.Process = a.processView(c, p, r, offers, sight)
	}
	return v, nil
}

// receipt is a record of which nothing is shown but that it is there.
func (a *API) receipt(p place, r *engine.Record) *RecordView {
	hidden := form.ViewOptions{Lang: p.lang, Now: a.Now(), Zone: p.app.Zone(), Level: func(string) access.Level { return access.Hidden }}
	return &RecordView{ID: r.ID, Rev: r.Rev, App: p.app.Key, Form: p.form.Key(), FormTitle: p.form.Title().In(p.lang), Release: r.Release, No: r.No,
		CreatedAt: r.CreatedAt, UpdatedAt: r.UpdatedAt, View: p.form.View(hidden), Loop: []LoopView{}}
}

func (a *API) viewOptions(p place, s *runtime.Sight, o form.ViewOptions) form.ViewOptions {
	o.Lang, o.Names, o.Now, o.Zone = p.lang, s.Name, a.Now(), p.app.Zone()
	o.Related = s.Related(p.who)
	return o
}

// levels is what the person may do with the fields of a record: role, raised or lowered by their open tasks, and
// read at most for whoever may not update and has nothing to do here.
func (a *API) levels(p place, r *engine.Record) func(string) access.Level {
	step := map[string]string{}
	if r.Proc != nil {
		if proc, ok := p.app.Process(r.Proc.Process, r.Proc.Release); ok {
			step = engine.StepFields(proc, r.Proc, p.who.ID, "")
		}
	}
	mayUpdate := p.may("update", r)
	return func(field string) access.Level {
		level := p.level(field, engine.Stand{Step: step[field], Ended: !r.Open()})
		if level == access.Write && !mayUpdate && step[field] != "edit" {
			return access.Read
		}
		return level
	}
}

func (a *API) can(p place, r *engine.Record) Can {
	return Can{Update: p.may("update", r), Delete: p.may("delete", r),
		Comment: p.may("comment", r) || slices.Contains(r.People.Working, p.who.ID),
		Assign:  p.may("assign", r), Unmask: p.app.Policy().Granted(p.who, "unmask")}
}

func (a *API) loop(c *fiber.Ctx, p place, r *engine.Record) []LoopView {
	out := []LoopView{}
	hide := a.hidesCustomer(p, r)
	var proc *process.Process
	if r.Proc != nil {
		proc, _ = p.app.Process(r.Proc.Process, r.Proc.Release)
	}
	for _, e := range r.Loop {
		v := LoopView{ID: e.ID, Promise: Titled{Key: e.Promise, Title: e.Promise}, Customer: Named{ID: e.Customer, Name: e.Name},
			State: e.State, Kept: e.Kept(), Channel: e.Channel, ChannelTitle: e.Channel, At: e.At,
			By: a.named(c, e.By), Summary: e.Summary, Reason: e.Reason, ReasonTitle: e.Reason,
			Evidence: e.Evidence, Task: e.Task}
		if hide {
			v.Customer.Name, v.Summary = "***", ""
		}
		if v.Evidence == nil {
			v.Evidence = []string{}
		}
		if proc != nil {
			if promise, ok := proc.Promise(e.Promise); ok {
				v.Promise.Title = promise.Title.In(p.lang)
				v.ChannelTitle = answer(p, promise.ByHand.Form, "channel", e.Channel)
				v.ReasonTitle = answer(p, promise.ByHand.Waive, "reason", e.Reason)
				if why := untold(r, e.ID, p.lang); why != "" {
					v.ReasonTitle = why
				}
			}
		}
		out = append(out, v)
	}
	return out
}

// hidesCustomer reports whether the reader may not see who the customer of a record is.
func (a *API) hidesCustomer(p place, r *engine.Record) bool {
	contact := p.form.Spec().Contact
	if contact == nil || contact.Name == "" {
		return false
	}
	return a.levels(p, r)(contact.Name) <= access.Masked
}

// answer is the text of a value as the form that asks for it shows it; the value itself where no form does. The
// ledger takes channel and reason from the forms that the promise names.
func answer(p place, form, field, value string) string {
	f, ok := p.app.Form(form)
	if !ok || value == "" {
		return value
	}
	if _, ok := f.Field(field); !ok {
		return value
	}
	return f.Text(field, value, p.lang, nil)
}
