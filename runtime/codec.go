package runtime

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"huiyin/engine"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/engine/process"
)

// Codec turns records into documents and back. Personal fields, what people are told, names in the
// ledger and drafts are sealed on the way in and opened on the way out: nobody reads them in the store's file. What is
// sealed is opened whatever the form says now, so that a field may become personal, or cease to be, at any time.
type Codec struct{ Keys *Keys }

// stored is the document: the record, the fingerprints of its personal values, and when work on it is due, by which
// work lists are sorted. Rank is where lists sorted by status have it, in the order of the process that Ranked is the
// fingerprint of.
type stored struct {
	engine.Record
	Blind  []string   `json:"blind,omitempty"`
	Work   *time.Time `json:"work,omitempty"`
	Rank   int        `json:"rank,omitempty"`
	Ranked string     `json:"ranked,omitempty"`
}

// TaskDue is when a task has to be done: a step without a time of its own is due with its record.
func TaskDue(r *engine.Record, t process.Task) *time.Time {
	if t.Due == nil && t.AdHoc == nil {
		return r.Due
	}
	return t.Due
}

// workDue is when the first open task has to be done.
func workDue(r *engine.Record) (first *time.Time) {
	if r.Proc == nil {
		return nil
	}
	for _, t := range r.Proc.Tasks {
		if due := TaskDue(r, t); t.State == "open" && due != nil && (first == nil || due.Before(*first)) {
			first = due
		}
	}
	return first
}

// Encode seals a record of a form of an app. The record is not changed.
func (c Codec) Encode(app *engine.App, r *engine.Record, f *form.Form) ([]byte, error) {
	doc := stored{Record: *r, Work: workDue(r)}
	doc.Rank, doc.Ranked = ranked(app, f, r)
	doc.Keys = c.UniqueKeys(r, f)
	doc.Data = f.Stored(r.Data)
	personal := f.Personal()
	if r.Rev == 0 { // what was written before is told by Reseal, with the history that it takes along
		doc.Sealed = sealedFields(f)
	}
	for _, field := range personal {
		v := doc.Data[field]
		if v == nil {
			continue
		}
		doc.Blind = append(doc.Blind, c.Keys.Blind(field, v))
		doc.Data[field] = c.Keys.SealValue(v)
	}
	doc.History = c.sealHistory(r.History, personal)
	if err := c.texts(&doc.Record, func(s string) (string, error) { return c.Keys.Seal(s), nil }); err != nil {
		return nil, err
	}
	return json.Marshal(doc)
}

// UniqueKeys are the keys the store keeps unique: those of the record, with personal values as fingerprints.
func (c Codec) UniqueKeys(r *engine.Record, f *form.Form) []string {
	out := make([]string, len(r.Keys))
	for i, key := range r.Keys {
		out[i] = c.uniqueKey(c.spoken(key, r, f), f.Personal())
	}
	return out
}

// spoken is a unique key as a form without personal fields has it: where a fingerprint stands in it the value is known
// from the record.
func (c Codec) spoken(key string, r *engine.Record, f *form.Form) string {
	name, value, _ := strings.Cut(key, ":")
	if !strings.HasPrefix(value, fingerprint) {
		return key
	}
	if field, ok := f.Field(name); ok && field.Personal == nil {
		if plain, ok := field.UniqueKey(r.Data[name]); ok {
			return plain
		}
	}
	return key
}

// anyKey is a unique key of a field in both ways in which a record may hold it, while values are being sealed or opened.
func (c Codec) anyKey(key string, f *form.Form) []any {
	name, _, _ := strings.Cut(key, ":")
	if !declares(f, name) {
		return []any{key}
	}
	return []any{key, c.uniqueKey(key, []string{name})}
}

func (c Codec) uniqueKey(key string, personal []string) string {
	field, value, _ := strings.Cut(key, ":")
	if !slices.Contains(personal, field) || strings.HasPrefix(value, fingerprint) {
		return key
	}
	_, hash, _ := strings.Cut(c.Keys.Blind(field, value), ":")
	return field + ":" + fingerprint + hash
}

// fingerprint marks a unique key whose value was replaced, so that a key read from the store is not replaced again.
const fingerprint = "~"

// Decode opens a document of a form.
func (c Codec) Decode(body []byte, f *form.Form) (*engine.Record, error) {
	var doc stored
	if err := json.Unmarshal(body, &doc); err != nil {
		return nil, fmt.Errorf("record document: %w", err)
	}
	r := &doc.Record
	if r.Data == nil {
		r.Data = map[string]any{}
	}
	if err := c.openData(r, f); err != nil {
		return nil, err
	}
	r.Data = f.Loaded(r.Data)
	r.History = c.openHistory(r.History, f)
	return r, c.texts(r, c.Keys.Open)
}

// openData opens the values of a record. What a field that is not personal holds may only look sealed, as anybody can
// type; it stays as it is. Fields that the form does not have stay sealed: nothing says that they may be read.
func (c Codec) openData(r *engine.Record, f *form.Form) error {
	for _, field := range f.Spec().Fields {
		v, err := c.Keys.OpenValue(r.Data[field.Key])
		switch {
		case err != nil && field.Personal != nil && wasSealed(r.Sealed, field.Key):
			return fmt.Errorf("record %s field %s: %w", r.ID, field.Key, err)
		case err == nil && v != nil:
			r.Data[field.Key] = v
		}
	}
	return nil
}

// texts passes every sentence that may name a person through turn, on copies of the lists that hold them.
func (c Codec) texts(r *engine.Record, turn func(string) (string, error)) error {
	var failed error
	do := func(s *string) {
		t, err := turn(*s)
		if err != nil {
			failed = err
			return
		}
		*s = t
	}
	r.Loop = slices.Clone(r.Loop)
	for i := range r.Loop {
		do(&r.Loop[i].Name)
		do(&r.Loop[i].Summary)
	}
	r.Outbox = slices.Clone(r.Outbox)
	for i := range r.Outbox {
		r.Outbox[i].Message = turnMessage(r.Outbox[i].Message, do)
		order, err := turnOrder(r.Outbox[i].Record, do)
		if err != nil {
			return err
		}
		r.Outbox[i].Record = order
		if w := r.Outbox[i].Webhook; w != nil {
			sealed := *w
			do(&sealed.Body)
			r.Outbox[i].Webhook = &sealed
		}
	}
	if r.Proc != nil {
		p := *r.Proc
		p.Tasks = slices.Clone(p.Tasks)
		for i := range p.Tasks {
			if p.Tasks[i].AdHoc == nil {
				continue
			}
			t := *p.Tasks[i].AdHoc
			do(&t.Text)
			if t.Draft != nil {
				d := *t.Draft
				do(&d.Subject)
				do(&d.Body)
				t.Draft = &d
			}
			p.Tasks[i].AdHoc = &t
		}
		r.Proc = &p
	}
	return failed
}

// sealedSet is the one key of an ordered record's values while they are sealed.
const sealedSet = "$sealed"

// turnOrder seals the values of an ordered record as one text, or opens them.
func turnOrder(o *effect.RecordOrder, do func(*string)) (*effect.RecordOrder, error) {
	if o == nil || len(o.Set) == 0 {
		return o, nil
	}
	out := *o
	if text, ok := o.Set[sealedSet].(string); ok {
		do(&text)
		out.Set = map[string]any{}
		return &out, json.Unmarshal([]byte(text), &out.Set)
	}
	raw, err := json.Marshal(o.Set)
	text := string(raw)
	do(&text)
	out.Set = map[string]any{sealedSet: text}
	return &out, err
}

func turnMessage(m *effect.MessageOrder, do func(*string)) *effect.MessageOrder {
	if m == nil {
		return nil
	}
	out := *m
	out.To = slices.Clone(m.To)
	for i := range out.To {
		do(&out.To[i].Contact)
		do(&out.To[i].Name)
		do(&out.To[i].Subject)
		do(&out.To[i].Body)
	}
	return &out
}
