package engine

import (
	"slices"

	"huiyin/engine/access"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/process"
	"huiyin/engine/rule"
)

// Submit decides what a person's request does: it checks permission, lets the form accept the data, runs the
// rules and moves the process. Nothing is changed; the outcome holds the new record to be written at the old Rev.
// All problems are returned at once; a problem with code access.denied means the person may not.
func (a *App) Submit(s Submission, w World) (Outcome, problem.List) {
	if s.Record != nil && s.Key != "" && s.Record.repeats(s.Key) {
		return Outcome{Record: s.Record, Repeat: true}, nil
	}
	d, problems := a.decide(s.Record, s.Form, s.Who, s.Channel, w)
	if problems != nil {
		return Outcome{}, problems
	}
	switch s.Kind {
	case "create":
		d.create(s)
	case "edit":
		d.edit(s)
	case "act":
		d.act(s)
	case "comment":
		d.comment(s)
	case "follow":
		d.follow(s)
	case "heard":
		d.heard(s)
	case "consent":
		d.consent(s)
	case "handover":
		d.handOver(s.Over)
	case "merging":
		d.merging(s)
	case "delete", "restore":
		d.remove(s)
	default:
		d.found.Add("record.kind_unknown", "", "kind", s.Kind)
	}
	if s.Key != "" && d.rec != nil {
		d.rec.remember(s.Key)
	}
	return d.outcome()
}

func (d *decision) create(s Submission) {
	if !s.Public && !d.permit("create", nil) {
		return
	}
	spec := d.form.Spec()
	if spec.ReadOnly || spec.Task || spec.Dataset != "" {
		d.found.Add("record.form_read_only", "", "form", d.form.Key())
		return
	}
	now := d.now()
	d.rec = &Record{ID: s.ID, App: d.app.Key, Form: d.form.Key(), Release: d.app.Release, CreatedAt: now, UpdatedAt: now,
		CreatedBy: d.who.ID, Channel: s.Channel, Sample: s.Sample, Language: d.who.Language, Data: map[string]any{},
		History: make([]Entry, 0, usualEntries)}
	if s.Key != "" {
		d.rec.Keys = []string{"idem:" + s.Key}
	}
	if d.who.Kind == "user" {
		d.rec.People.Submitter = d.who.ID
	}
	if !d.accept(form.Input{Patch: s.Patch, Create: true, Public: s.Public, System: s.System, Level: d.levels(s, true)}) {
		return
	}
	d.rec.Grams = Sketch(d.similarText())
	d.queue = append(d.queue, rule.Event{Name: rule.Created})
	d.log(Entry{Type: "created", Changes: d.changes(d.rec.dataKeys())})
	if !d.drain() {
		return
	}
	if spec.Process != "" {
		d.start(spec.Process)
	}
}

func (d *decision) start(key string) {
	p, ok := d.app.Process(key, d.app.Release)
	if !ok {
		d.found.Add("record.process_unknown", "", "process", key)
		return
	}
	d.rec.Proc = &process.State{Process: p.Key(), Release: d.app.Release}
	d.advance(process.Command{Kind: "start"})
}

func (d *decision) edit(s Submission) {
	if d.filled() {
		return
	}
	if !d.working() && !d.permit("update", d.rec) {
		return
	}
	if !d.change(s.Patch, form.Input{System: s.System, Level: d.levels(s, s.Master)}) || !d.drain() {
		return
	}
	d.retime()
}

// filled refuses what people want of a form that is filled by the engine and by nobody else.
func (d *decision) filled() bool {
	spec := d.form.Spec()
	if !spec.ReadOnly && spec.Dataset == "" {
		return false
	}
	d.found.Add("record.form_read_only", "", "form", d.form.Key())
	return true
}

// retime lets the clocks see changed data: another target, a condition that no longer holds.
func (d *decision) retime() {
	if d.rec.Proc != nil && d.rec.Proc.State == "running" {
		d.advance(process.Command{Kind: "data"})
	}
}

// change lets the form accept a patch, logs what it changed and queues the event for the rules.
func (d *decision) change(patch map[string]any, in form.Input) bool {
	in.Patch = patch
	before := d.rec.Data
	if !d.accept(in) {
		return false
	}
	changed := changedKeys(before, d.rec.Data)
	if len(changed) > 0 {
		d.log(Entry{Type: "edited", Changes: changesBetween(before, d.rec.Data, changed)})
		d.queue = append(d.queue, rule.Event{Name: rule.Changed, Changed: changed, Cause: d.cause})
	}
	return true
}

func (d *decision) act(s Submission) {
	if d.rec.Proc == nil || s.Command == nil {
		d.found.Add("process.none", "")
		return
	}
	if !s.Public && !d.working() && !d.permit("read", d.rec) {
		return
	}
	cmd := *s.Command
	if len(s.Patch) > 0 && !d.pastTask(cmd) && (!d.change(s.Patch, form.Input{Level: d.actLevels(s)}) || !d.drain()) {
		return
	}
	if !d.acceptTask(&cmd) {
		return
	}
	switch cmd.Kind {
	case "merge":
		d.merge(cmd)
	case "unmerge":
		d.unmerge(cmd)
	default:
		if !d.advance(cmd) || !s.Public {
			return
		}
		if a := d.rec.Proc.Aside; a != nil && cmd.Kind == "move" {
			d.speak(a.Into, effect.Merging{Kind: "press", Button: cmd.Button, Text: cmd.Comment})
		}
		if s.Comment != nil {
			d.remark(s)
		}
	}
}

// pastTask reports whether a button is pressed of a task that is no longer open, or is somebody else's: then the process
// says why, and nothing is to be said about fields that may not be written.
func (d *decision) pastTask(cmd process.Command) bool {
	return cmd.Kind == "button" && !slices.ContainsFunc(d.rec.Proc.Tasks, func(t process.Task) bool {
		return t.ID == cmd.Task && t.State == "open" && (d.who.Kind == "system" || t.Concerns(d.who.ID) || d.who.ID == d.rec.People.Owner)
	})
}

// acceptTask lets the form of an ad-hoc task check what was entered in it.
func (d *decision) acceptTask(cmd *process.Command) bool {
	key := d.taskForm(*cmd)
	if key == "" {
		return true
	}
	f, ok := d.app.Form(key)
	if !ok {
		d.found.Add("record.form_unknown", "", "form", key)
		return false
	}
	got, problems := f.Accept(form.Input{Patch: cmd.Data, Create: true, Ask: d.ask, Now: d.now(), Zone: d.app.zone,
		RecordID: d.rec.ID, Env: d.system(), Related: d.lookupForm})
	cmd.Data = got.Data
	return !d.fail(problems.Under("/values"))
}

func (d *decision) taskForm(cmd process.Command) string {
	for _, t := range d.rec.Proc.Tasks {
		if t.ID != cmd.Task || t.AdHoc == nil {
			continue
		}
		for _, b := range t.AdHoc.Buttons {
			if b.Key == cmd.Button && b.Form != "" {
				return b.Form
			}
		}
	}
	return ""
}

func (d *decision) comment(s Submission) {
	if s.Comment == nil || (!s.Public && !d.working() && !d.permit("comment", d.rec)) {
		return
	}
	reply, answerable := d.reply(s)
	if !answerable {
		return
	}
	if d.remark(s) && s.Public && d.rec.Proc != nil {
		d.replied(reply)
	}
}

// remark notes what was said and lets everybody know whom it concerns. Words that come with an act, such as what is still not
// right, are a remark as well.
func (d *decision) remark(s Submission) bool {
	d.log(Entry{Type: "comment", Text: s.Comment.ID})
	d.mention(s.Comment)
	d.queue = append(d.queue, rule.Event{Name: rule.Comment})
	point := "comment:internal"
	switch {
	case s.Public:
		point = "comment:customer"
	case s.Comment.Customer:
		point = "comment:staff"
	}
	if d.rec.Proc != nil {
		return d.advance(process.Command{Kind: "status_point", Point: point})
	}
	return d.drain()
}

// reply reports whether a customer's words take the record up again, and whether the customer may write at all.
func (d *decision) reply(s Submission) (reopens, open bool) {
	p, ok := d.process()
	if !s.Public || !ok {
		return false, true
	}
	may := p.Replies(d.rec.Proc.Shown(), d.now())
	if !may.Open {
		d.found.Add("process.reply_closed", "/text")
	}
	return may.Press != "", may.Open
}

// replied carries out what the customer's words cause. What a merged record went up in is always let know: whether that
// takes it up again it finds out itself.
func (d *decision) replied(reopens bool) {
	if a := d.rec.Proc.Aside; a != nil {
		d.speak(a.Into, effect.Merging{Kind: "reply"})
	} else if reopens {
		d.advanceAs("system", process.Command{Kind: "reply"})
	}
}

// consent is the customer giving or taking back a consent on the tracking page: the one edit a stranger may make.
func (d *decision) consent(s Submission) {
	contact := d.form.Spec().Contact
	for field := range s.Patch {
		if contact == nil || field != contact.Consent {
			d.found.Add("access.denied", "", "action", "update", "form", d.form.Key())
			return
		}
	}
	if !d.change(s.Patch, form.Input{}) || !d.drain() {
		return
	}
	d.withdrawMessages()
	d.retime()
}

// withdrawMessages cancels what is still queued for a customer who no longer wants to hear (privacy row 6).
func (d *decision) withdrawMessages() {
	self := d.selfContact()
	if !self.Asked || self.Consent {
		return
	}
	d.withhold(func(m *effect.MessageOrder) bool { return m.Audience == "customer" })
	for _, e := range d.rec.Loop {
		if !e.Kept() && d.rec.Proc != nil {
			waive := process.Command{Kind: "waive", Entry: e.ID, Data: map[string]any{"reason": "withdrawn"}}
			d.fail(d.step(waive, "system"))
		}
	}
}

// withhold takes the messages that match and are not under way yet out of the outbox.
func (d *decision) withhold(match func(*effect.MessageOrder) bool) {
	var rest []effect.Effect
	for _, e := range d.rec.Outbox {
		if e.Kind != effect.Message || e.Message == nil || !match(e.Message) || e.Lease != nil {
			rest = append(rest, e)
			continue
		}
		d.log(Entry{Type: "message_withdrawn", Text: e.Message.Template, Source: &e.Source})
	}
	d.rec.Outbox = rest
}

func (d *decision) follow(s Submission) {
	if !d.permit("read", d.rec) {
		return
	}
	d.rec.People.Followers = without(d.rec.People.Followers, d.who.ID)
	if s.Follow {
		d.rec.People.Followers = append(d.rec.People.Followers, d.who.ID)
	}
}

// heard notes that what the customer wrote until a moment needs no answer; said again it changes nothing.
func (d *decision) heard(s Submission) {
	if !d.working() && !d.permit("comment", d.rec) {
		return
	}
	if d.rec.Heard != nil && !s.Heard.After(*d.rec.Heard) {
		return
	}
	until := s.Heard.UTC()
	d.rec.Heard = &until
	d.log(Entry{Type: "words_read"})
}

func (d *decision) remove(s Submission) {
	if d.filled() || !d.permit("delete", d.rec) {
		return
	}
	if s.Kind == "delete" && d.rec.Proc != nil && len(d.rec.Proc.Members) > 0 {
		d.found.Add("process.merge_leads", "", "count", len(d.rec.Proc.Members))
		return
	}
	if s.Kind == "restore" {
		if d.rec.DeletedAt == nil {
			d.found.Add("record.not_deleted", "")
			return
		}
		d.rec.DeletedAt = nil
		d.log(Entry{Type: "restored"})
		d.leave()
		return
	}
	if !d.leave() {
		return
	}
	now := d.now()
	d.rec.DeletedAt = &now
	d.log(Entry{Type: "deleted"})
}

// permit notes access.denied, with the reasons, unless a role allows the action.
func (d *decision) permit(action string, r *Record) bool {
	q := access.Question{Who: d.who, Action: action, Form: d.form.Key()}
	if r != nil {
		q.Record = r.Subject()
	}
	answer := d.app.policy.Allow(q)
	if !answer.Allowed {
		d.found.Add("access.denied", "", "action", action, "form", d.form.Key())
	}
	return answer.Allowed
}

// working reports whether the person has an open task on the record: a task opens what its step needs.
func (d *decision) working() bool {
	return d.who.ID != "" && contains(d.rec.People.Working, d.who.ID)
}
