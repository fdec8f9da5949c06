package engine

import (
	"encoding/json"
	"sort"
	"strings"
	"time"

	"huiyin/engine/access"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/engine/process"
)

// log adds a history entry, numbered and dated.
func (d *decision) log(e Entry) {
	d.rec.Seq++
	e.Seq, e.Rev, e.At, e.By, e.Release = d.rec.Seq, d.rec.Rev+1, d.now(), d.who.ID, d.app.Release
	if e.Source != nil || d.cause != nil {
		e.By = system.ID // a definition did it, whoever set it off
	}
	if e.Channel == "" {
		e.Channel = d.channel
	}
	d.rec.History = append(d.rec.History, e)
}

// finish brings everything derived in line: people, list copies, wake and outbox times. It reports whether anything
// was decided at all.
func (d *decision) finish() bool {
	r := d.rec
	if d.old != nil && d.old.Seq == r.Seq && sameBut(d.old, r) {
		return false
	}
	r.UpdatedAt, r.Release = d.now(), d.app.Release
	if n := len(r.History); n > 0 {
		r.History[n-1].Answers = d.ask.Used()
	}
	r.People.Working = d.openPeople()
	for _, id := range append([]string{r.People.Owner}, r.People.Working...) {
		if id != "" && !contains(r.People.Participants, id) {
			r.People.Participants = append(r.People.Participants, id)
		}
	}
	r.Due, r.Wake = nil, nil
	if r.DeletedAt != nil { // nobody's work, and no clock rings
		r.People.Working = nil
	} else if r.Proc != nil {
		r.Due, r.Wake = earliestDue(r.Proc), r.Proc.Wake()
	}
	r.settleOutbox()
	return true
}

// earliestDue is the first due time of the clocks that run, for lists. Telling the customer is work beside the flow
// with a due time of its own: its clock counts only where no other runs.
func earliestDue(s *process.State) *time.Time {
	var first, telling *time.Time
	for _, c := range s.SLAs {
		at := &first
		if c.Kind == "customer_told" {
			at = &telling
		}
		if c.State == "running" && c.DueAt != nil && (*at == nil || c.DueAt.Before(**at)) {
			*at = c.DueAt
		}
	}
	if first == nil {
		return telling
	}
	return first
}

// settleOutbox sets OutboxDue to the earliest time a worker has something to do for this record:
// an effect to perform, or history to relay.
func (r *Record) settleOutbox() {
	r.OutboxDue = nil
	for _, e := range r.Outbox {
		if e.State != effect.Waiting || r.Held(e) {
			continue
		}
		at := e.Due
		if e.Lease != nil && e.Lease.Until.After(at) {
			at = e.Lease.Until
		}
		if r.OutboxDue == nil || at.Before(*r.OutboxDue) {
			r.OutboxDue = &at
		}
	}
}

// Held reports whether an effect waits because its record lies in the recycle bin: nobody is written to or called about
// it, until it is restored. What other records must know, such as a sum without it, goes on.
func (r *Record) Held(e effect.Effect) bool { return r.DeletedAt != nil && e.Kind != effect.Record }

// SettleOutbox is settleOutbox for runtime, which changes leases and tries.
func (r *Record) SettleOutbox() { r.settleOutbox() }

func sameBut(a, b *Record) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) == string(y)
}

// Subject is the record as row scopes look at it.
func (r *Record) Subject() *access.Subject {
	return &access.Subject{Submitter: r.People.Submitter, Owner: r.People.Owner, Participants: r.People.Participants,
		Department: r.People.Department, Get: r.value}
}

// value reads a field or record.* name for row scopes.
func (r *Record) value(path string) any {
	switch path {
	case "record.status":
		return statusOf(r)
	case "record.owner":
		return empty(r.People.Owner)
	case "record.submitter":
		return empty(r.People.Submitter)
	case "record.channel":
		return empty(r.Channel)
	}
	return r.Data[path]
}

// Describe refreshes the copies that lists show.
func (r *Record) Describe(spec form.Spec) {
	r.No, _ = r.Data[spec.NumberField].(string)
	r.Title, _ = r.Data[spec.TitleField].(string)
	if r.Title == "" {
		r.Title = r.No
	}
}

func (r *Record) repeats(key string) bool {
	for _, d := range r.Idem {
		if d.Key == key {
			return true
		}
	}
	return false
}

// keepIdem is how many commands a record remembers; older repeats meet a task that is already decided.
const keepIdem = 64

func (r *Record) remember(key string) {
	r.Idem = append(r.Idem, Done{Key: key, Seq: r.Seq})
	if n := len(r.Idem); n > keepIdem {
		r.Idem = r.Idem[n-keepIdem:]
	}
}

func (r *Record) dataKeys() []string {
	out := make([]string, 0, len(r.Data))
	for k, v := range r.Data {
		if v != nil {
			out = append(out, k)
		}
	}
	sort.Strings(out)
	return out
}

// similarText is the text by which similar records are found: the fields the form names, the title first.
func (d *decision) similarText() string {
	return SimilarText(d.form.Spec(), d.rec.Data)
}

// SimilarText joins the texts that a form compares.
func SimilarText(spec form.Spec, data map[string]any) string {
	var texts []string
	for _, field := range spec.Similar {
		if s, ok := data[field].(string); ok {
			texts = append(texts, s)
		}
	}
	return strings.Join(texts, " ")
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}

func without(list []string, s string) []string {
	var out []string
	for _, e := range list {
		if e != s {
			out = append(out, e)
		}
	}
	return out
}

func sorted(list []string) []string {
	sort.Strings(list)
	return list
}
