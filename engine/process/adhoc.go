package process

import (
	"cmp"
	"strings"
	"time"
	"unicode/utf8"

	"huiyin/engine/action"
	"huiyin/engine/definition"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
)

// Words on the buttons of the tasks that settle promises.
var (
	wordSend  = definition.Text{"zh": "发送", "en": "Send"}
	wordTold  = definition.Text{"zh": "已人工告知", "en": "I told the customer"}
	wordWaive = definition.Text{"zh": "无需告知", "en": "Need not be told"}
)

// open gives somebody an ad-hoc task, beside the flow.
func (r *run) open() {
	t := r.cmd.Open
	if t == nil || t.User == "" {
		r.fault("process.task_nobody", "/open")
		return
	}
	p, ok := r.personOf(t.User)
	if !ok {
		return
	}
	if p == nil {
		r.fault("process.user_unknown", "/open/user", "user", t.User)
		return
	}
	r.openAdHoc(*t, *p)
}

func (r *run) openAdHoc(a action.Task, p effect.Person) string {
	a.Buttons = append([]action.Button{}, a.Buttons...)
	if a.Due != nil {
		due := a.Due.UTC()
		a.Due = &due
	}
	t := Task{ID: taskID(r.id()), Gen: r.gen(), Mode: "one", State: "open", People: []TaskPerson{part(p, "open")},
		Opened: r.now, Due: a.Due, AdHoc: &a}
	r.s.Tasks = append(r.s.Tasks, t)
	r.emit(Event{Type: "task_opened", Task: t.ID, Users: users(t.People), Key: r.p.spec.TaskMessage})
	return t.ID
}

// reviewTask lets a person edit and send the message of an entry.
func (r *run) reviewTask(i int, p *Promise, c Contact) {
	draft, faults := r.in.Draft(p.Message, c)
	r.faults = append(r.faults, faults...)
	r.promiseTask(i, p, p.Review, action.Task{Key: p.Key, Title: p.Title, Draft: &draft, Promise: r.ledger[i].ID,
		Buttons: append([]action.Button{{Key: "send", Title: wordSend, Outcome: "send", Primary: true}}, p.settling()...)})
}

// byHandTask asks a person to tell the customer. The message serves as the script.
func (r *run) byHandTask(i int, p *Promise, c Contact) {
	title := p.ByHand.Title
	if title.Empty() {
		title = p.Title
	}
	draft, faults := r.in.Draft(p.Message, c)
	r.faults = append(r.faults, faults...)
	buttons := p.settling()
	buttons[0].Primary = true
	t := action.Task{Key: p.Key, Title: title, Text: script(draft), Form: p.ByHand.Form, Promise: r.ledger[i].ID, Buttons: buttons}
	if !p.ByHand.Due.IsZero() {
		at, err := r.calendar("").After(r.now, p.ByHand.Due)
		r.hitch(err)
		t.Due = &at
	}
	if who := r.teller(c.Customer, i); who != nil {
		t.User = who.ID
		r.ledger[i].Task = r.openAdHoc(t, *who)
	} else {
		r.promiseTask(i, p, p.ByHand.Assign, t)
	}
	r.fold(i)
}

// script is what somebody says who tells a customer by hand.
func script(d action.Draft) string { return cmp.Or(d.Spoken, d.Body) }

func (p *Promise) settling() []action.Button {
	return []action.Button{{Key: "told", Title: wordTold, Outcome: "told", Form: p.ByHand.Form},
		{Key: "waive", Title: wordWaive, Outcome: "waived", Form: p.ByHand.Waive}}
}

// promiseTask opens the task of an entry for the first person of a rule, else for the owner.
func (r *run) promiseTask(i int, p *Promise, rule string, t action.Task) {
	people, _, ok := r.find(rule)
	if ok && len(people) == 0 {
		people = r.responsible()
	}
	if len(people) == 0 {
		if ok {
			r.fault("process.no_owner", "", "status", r.title(p.Title))
		}
		return
	}
	t.User = people[0].ID
	r.ledger[i].Task = r.openAdHoc(t, people[0])
}

// pressAdHoc completes an ad-hoc task and settles the promise it is about.
func (r *run) pressAdHoc(i int) {
	t := r.s.Tasks[i]
	b, known := adHocButton(t.AdHoc, r.cmd.Button)
	if !known {
		r.fault("process.button_unknown", "/button", "button", r.cmd.Button)
		return
	}
	if !t.Concerns(r.in.Actor.ID) && (r.in.Actor.ID == "" || r.in.Actor.ID != r.owner) && !r.in.system() {
		r.fault("process.not_participant", "/task", "task", t.ID)
		return
	}
	if t.AdHoc.Promise != "" && b.Outcome != "done" {
		r.settleEntry(i, b.Outcome)
	}
	if r.broken() {
		return
	}
	if b.Outcome != "send" && len(r.cmd.Data) > 0 {
		r.s.Tasks[i].Data = r.cmd.Data
	}
	r.decide(i, b.Key)
}

func adHocButton(a *action.Task, key string) (action.Button, bool) {
	for _, b := range a.Buttons {
		if b.Key == key {
			return b, true
		}
	}
	return action.Button{}, false
}

// settleEntry carries the outcome of a task into the ledger.
func (r *run) settleEntry(task int, outcome string) {
	t, data := r.s.Tasks[task], r.cmd.Data
	i := r.entry(t.AdHoc.Promise)
	if i < 0 {
		return
	}
	e := &r.ledger[i]
	switch outcome {
	case "told":
		if r.misdated(data); r.broken() {
			return
		}
		defer r.carry(i)
		e.State, e.At, e.By, e.Reason = "told", r.now, r.in.Actor.ID, ""
		r.settled = once(r.settled, e.Promise)
		e.Channel, e.Summary, e.Evidence = text(data, "channel"), text(data, "summary"), ids(data["evidence"])
		r.emit(Event{Type: "promise_told", Key: e.Promise, To: e.Customer, User: e.By, Text: e.Summary,
			Data: map[string]any{"entry": e.ID, "channel": e.Channel}})
	case "waived":
		reason := text(data, "reason")
		if reason == "" {
			r.fault("process.reason_required", "/values/reason")
			return
		}
		r.waiveEntry(i, r.in.Actor.ID, reason, text(data, "summary"))
		r.carry(i)
	case "send":
		r.sendReviewed(i, t)
	}
}

// slack is how far the clock of whoever notes a telling may be off.
const slack = 5 * time.Minute

// misdated refuses a time at which nobody can have told the customer: one that is still to come, and one from before
// the record was made. What is a time at all is the form's affair.
func (r *run) misdated(data map[string]any) {
	at, err := time.Parse(time.RFC3339, text(data, "time"))
	switch {
	case err != nil:
	case at.After(r.now.Add(slack)):
		r.fault("process.told_ahead", "/values/time")
	case at.Before(r.in.Created.Add(-slack)):
		r.fault("process.told_before", "/values/time")
	}
}

// How long an edited message may be, in characters.
const (
	maxSubject = 200
	maxBody    = 20000
)

// edited puts what the person made of a part of the draft in its place. What is no text is refused: the customer must
// not get the draft as it was instead.
func (r *run) edited(part string, text *string, limit int) {
	v, given := r.cmd.Data[part]
	if !given || v == nil {
		return
	}
	s, ok := v.(string)
	switch {
	case !ok:
		r.fault("form.text.invalid", "/values/"+part)
	case utf8.RuneCountInString(s) > limit:
		r.fault("form.text.too_long", "/values/"+part, "max", limit, "actual", utf8.RuneCountInString(s))
	default:
		*text = s
	}
}

// sendReviewed sends the edited draft, unless the customer must not or cannot be written to any more.
func (r *run) sendReviewed(i int, t Task) {
	p := r.p.promise(r.ledger[i].Promise)
	if p == nil || t.AdHoc.Draft == nil {
		r.fault("process.button_unavailable", "/button", "button", wordSend.In(r.in.Actor.Language))
		return
	}
	draft := *t.AdHoc.Draft
	r.edited("subject", &draft.Subject, maxSubject)
	r.edited("body", &draft.Body, maxBody)
	if strings.TrimSpace(draft.Body) == "" {
		r.fault("process.body_required", "/values/body")
	}
	if r.broken() {
		return
	}
	r.ledger[i].Task = ""
	c := r.contactOf(i)
	switch reason := r.unwanted(p, c); {
	case reason != "":
		r.waiveEntry(i, "", reason, "")
	case c.Address == "":
		r.failEntry(i, c.unwritten(), c)
	default:
		r.sendEntry(i, p, c, &draft)
	}
}

// openPromises is the problem that names every promise not yet kept, or lapsed and made to nobody since, and to whom.
func (p *Process) openPromises(ledger []Entry, lang string) (problem.Problem, bool) {
	var promises, customers []string
	count, code := 0, "process.promise_open_lapsed"
	for i, e := range ledger {
		if !Unheard(ledger, i) {
			continue
		}
		if count++; !e.Kept() {
			code = "process.promise_open"
		}
		title := e.Promise
		if known := p.promise(e.Promise); known != nil {
			title = known.Title.In(lang)
		}
		promises, customers = once(promises, title), once(customers, e.Name)
	}
	if count == 0 {
		return problem.Problem{}, false
	}
	return problem.New(code, "/loop", "count", count, "promises", promises, "customers", customers), true
}

func once(list []string, s string) []string {
	if s == "" {
		return list
	}
	for _, have := range list {
		if have == s {
			return list
		}
	}
	return append(list, s)
}

func text(data map[string]any, key string) string {
	s, _ := data[key].(string)
	return s
}

// ids reads file ids out of a form value: a list of texts, or of files with an id.
func ids(v any) []string {
	list, ok := v.([]any)
	if !ok {
		return nil
	}
	var out []string
	for _, item := range list {
		switch t := item.(type) {
		case string:
			out = append(out, t)
		case map[string]any:
			if id, ok := t["id"].(string); ok {
				out = append(out, id)
			}
		}
	}
	return out
}
