package engine

import (
	"errors"
	"maps"
	"strconv"

	"huiyin/engine/access"
	"huiyin/engine/action"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/process"
	"huiyin/engine/rule"
)

var system = access.System

// context is what an action may know on its run.
func (d *decision) context(source effect.Source) *action.Context {
	if d.knows == nil {
		old := map[string]any{}
		if d.old != nil {
			old = d.old.Data
		}
		d.knows = &action.Context{
			Form: d.form.Key(), Now: d.now(), Zone: d.app.zone, Language: d.app.Language(), Old: old,
			Before: d.before, Get: d.get, Ask: d.ask, People: d.peopleRule, Who: d.whoIs, Message: d.message,
			Contact: d.contact, Label: d.label, Calendar: d.app.Calendar(""), NextID: d.nextID,
		}
	}
	c := *d.knows
	c.Env, c.Source = d.environment(), source
	return &c
}

func (d *decision) peopleRule(name string) (action.PeopleRule, bool) {
	p, ok := d.process()
	if !ok {
		return action.PeopleRule{}, false
	}
	r, ok := p.Spec().People[name]
	return r, ok
}

func (d *decision) whoIs(name string) []string {
	one := func(id string) []string {
		if id == "" || id == "system" {
			return nil
		}
		return []string{id}
	}
	switch name {
	case "owner":
		return one(d.rec.People.Owner)
	case "submitter":
		return one(d.rec.People.Submitter)
	case "followers":
		return d.rec.followers()
	case "participants":
		return d.rec.People.Participants
	case "working":
		return d.openPeople()
	case "actor":
		if d.who.Kind == "user" {
			return one(d.who.ID)
		}
	case "teller":
		if d.rec.Proc == nil {
			return nil
		}
		if told := process.Tellers(d.rec.Proc, d.rec.Loop); len(told) > 0 {
			return told[:1]
		}
	case "previous_owner":
		if d.old != nil {
			return one(d.old.People.Owner)
		}
	}
	return nil
}

func (d *decision) message(key string) (action.Message, bool) {
	m, ok := d.app.messages[key]
	return m, ok
}

// label turns stored values into words for templates.
func (d *decision) label(lang, path string, v any) (string, bool) {
	if path == "record.status" {
		return d.statusTitle(lang, v)
	}
	if path == "record.owner" || path == "record.submitter" {
		return d.userName(v)
	}
	f, ok := d.form.Field(path)
	if !ok {
		return "", false
	}
	switch f.Type {
	case "user":
		return d.userName(v)
	case "select", "multi_select", "tags", "boolean", "money", "rating", "number", "percent", "slider", "cascader", "date_range",
		"address", "signature", "sub_table", "rich_text", "rollup":
		return f.Text(v, lang), true
	}
	return "", false
}

func (d *decision) statusTitle(lang string, v any) (string, bool) {
	p, ok := d.process()
	if !ok {
		return "", false
	}
	key, _ := v.(string)
	s, ok := p.Status(key)
	return s.Title.In(lang), ok
}

func (d *decision) userName(v any) (string, bool) {
	id, _ := v.(string)
	if id == "" {
		return "", false
	}
	got, ok := d.ask.Get(effect.Need{Kind: effect.NeedPeople, IDs: []string{id}})
	if !ok || len(got.People) == 0 {
		return "", false
	}
	return got.People[0].Name, true
}

// nextID numbers effects: "record:seq", never used twice.
func (d *decision) nextID() string {
	d.rec.Seq++
	return d.rec.ID + ":" + strconv.FormatInt(d.rec.Seq, 10)
}

// apply takes over what an action planned for the record and the world; what it wants of the process comes back as commands.
func (d *decision) apply(r action.Result, source effect.Source) ([]process.Command, problem.List) {
	var problems problem.List
	if len(r.Set) > 0 {
		problems = append(problems, d.set(r.Set, source)...)
	}
	for _, e := range r.Effects {
		e.Source = source
		d.emit(e)
	}
	d.copied(r.Readers, source)
	var commands []process.Command
	if r.Owner != "" && r.Owner != d.rec.People.Owner {
		if d.rec.Proc == nil {
			d.rec.People.Owner = r.Owner
		} else {
			commands = append(commands, process.Command{Kind: "owner", To: r.Owner, Comment: r.Note})
		}
	}
	for i := range r.Tasks {
		commands = append(commands, process.Command{Kind: "task", Open: &r.Tasks[i]})
	}
	if r.Press != "" {
		commands = append(commands, process.Command{Kind: "press", Button: r.Press})
	}
	return commands, problems
}

// copied lets people read the record who have no part in it otherwise.
func (d *decision) copied(users []string, source effect.Source) {
	if len(users) == 0 {
		return
	}
	for _, id := range users {
		if !contains(d.rec.People.Participants, id) {
			d.rec.People.Participants = append(d.rec.People.Participants, id)
		}
	}
	d.log(Entry{Type: "copied", Source: &source, Event: &process.Event{Type: "copied", Users: users}})
}

// set writes fields on behalf of the system; the form still normalises, computes and checks them.
func (d *decision) set(values map[string]any, source effect.Source) problem.List {
	before := d.rec.Data
	at := len(d.found)
	d.accept(form.Input{Patch: values, System: true})
	problems := append(problem.List(nil), d.found[at:]...)
	d.found = d.found[:at]
	changed := changedKeys(before, d.rec.Data)
	if len(changed) > 0 {
		d.unseen = true
		d.log(Entry{Type: "edited", Source: &source, Changes: changesBetween(before, d.rec.Data, changed)})
		if d.cause == nil {
			d.queue = append(d.queue, rule.Event{Name: rule.Changed, Changed: changed})
		} else {
			d.touched = append(d.touched, changed...) // the running pass lets its later rules see them
		}
	}
	return problems
}

// emit puts an effect into the outbox, due now.
func (d *decision) emit(e effect.Effect) {
	e.State, e.Due = effect.Waiting, d.now()
	d.rec.Outbox = append(d.rec.Outbox, e)
	d.effects = append(d.effects, e)
	if e.Kind == effect.Message && e.Message != nil {
		d.log(Entry{Type: "message", Text: e.Message.Template, Source: &e.Source})
		if e.Message.Audience == "customer" && e.Message.Promise == "" {
			d.said = append(d.said, e.Message.Template)
		}
	}
}

// announce tells people that they have a task or are reminded of one.
func (d *decision) announce(e *process.Event) problem.List {
	var users []string
	switch e.Type {
	case "task_opened", "urged":
		users = e.Users
	case "task_transferred":
		users = []string{e.To}
	}
	users = without(users, d.who.ID)
	key := e.Key
	if p, ok := d.process(); ok && e.Type == "task_transferred" {
		key = p.Spec().TaskMessage
	}
	m, ok := d.app.messages[key]
	if len(users) == 0 || !ok {
		return nil
	}
	got, ok := d.ask.Get(effect.Need{Kind: effect.NeedPeople, IDs: users})
	if !ok {
		return nil
	}
	source := effect.Source{Kind: "process", Key: e.Type, Release: d.app.Release}
	order := effect.MessageOrder{Template: m.Key, Audience: m.Audience, Channels: m.Channels}
	for _, p := range got.People {
		subject, body, err := m.Render(d.about(e, source, p.Language), p.Language)
		if err != nil {
			return asProblems(err, m.Key)
		}
		order.To = append(order.To, effect.Recipient{User: p.ID, Name: p.Name, Subject: subject, Body: body})
	}
	if len(order.To) > 0 {
		d.emit(effect.Effect{ID: d.nextID(), Kind: effect.Message, Source: source, Message: &order})
	}
	return nil
}

// about is the context of a message about a task, which templates read as task.title.
func (d *decision) about(e *process.Event, source effect.Source, lang string) *action.Context {
	if lang == "" {
		lang = d.app.Language()
	}
	c := d.context(source)
	c.Env = maps.Clone(c.Env)
	c.Env["task"] = map[string]any{"title": d.taskTitle(e, lang)}
	return c
}

func (d *decision) taskTitle(e *process.Event, lang string) string {
	for _, t := range d.rec.Proc.Tasks {
		if t.ID == e.Task && t.AdHoc != nil {
			return t.AdHoc.Title.In(lang)
		}
	}
	p, _ := d.process()
	n, _ := p.Node(e.Node)
	return n.Title.In(lang)
}

// openPeople lists everybody with an open task, once each.
func (d *decision) openPeople() []string {
	if d.rec.Proc == nil {
		return nil
	}
	return d.rec.Proc.Working()
}

// asProblems keeps problems as they are and wraps anything else.
func asProblems(err error, action string) problem.List {
	var list problem.List
	if errors.As(err, &list) {
		return list
	}
	return problem.List{problem.New("action.failed", "", "action", action, "detail", err.Error())}
}
