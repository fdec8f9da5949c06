package engine

import (
	"slices"

	"huiyin/engine/access"
	"huiyin/engine/effect"
	"huiyin/engine/form/field"
	"huiyin/engine/query"
)

// manyMeant is how many records of one title are looked for: more are as ambiguous as these.
const manyMeant = 10

// means says what programs call by a text, for they know names rather than ids. An id comes before anything else; then
// a record goes by its number and the id another system knows it by, then by its title.
func (d *decision) means(link field.Link, text string) ([]field.Meant, bool) {
	if link.Kind == "record" {
		return d.recordsMeant(link, text)
	}
	got, known := d.ask.Get(effect.Need{Kind: effect.NeedNamed, Per: link.Kind, Text: text})
	out := make([]field.Meant, len(got.Named))
	for i, n := range got.Named {
		out[i] = field.Meant{ID: n.ID, Text: n.Text}
	}
	return out, known
}

// recordsMeant looks among the records that the writer may read. Who may read none may still say an id.
func (d *decision) recordsMeant(link field.Link, text string) ([]field.Meant, bool) {
	f, ok := d.app.forms[link.Form]
	if !ok || !d.mayFind(link.Form, nil) {
		return []field.Meant{{ID: text}}, true
	}
	byID, known := d.ask.Get(effect.Need{Kind: effect.NeedRecord, Form: link.Form, IDs: []string{text}})
	if known && len(byID.Records) > 0 {
		return []field.Meant{{ID: text}}, true
	}
	var holders []string
	spec := f.Spec()
	for _, key := range []string{spec.NumberField, spec.ExternalField} {
		if c, ok := f.Field(key); ok && c.Keyed() {
			got, ok := d.ask.Get(effect.Need{Kind: effect.NeedUnique, Form: link.Form, Text: key + ":" + text})
			known = known && ok
			if got.Holder != "" && !slices.Contains(holders, got.Holder) {
				holders = append(holders, got.Holder)
			}
		}
	}
	var titled []effect.Found
	for _, key := range titleFields(spec.TitleField, link.Title) {
		got, ok := d.ask.Get(effect.Need{Kind: effect.NeedQuery, Form: link.Form, Where: query.Is(key, "eq", text), Limit: manyMeant})
		known = known && ok
		titled = append(titled, got.Records...)
	}
	if !known {
		return nil, false
	}
	if len(holders) > 0 {
		got, ok := d.ask.Get(effect.Need{Kind: effect.NeedRecord, Form: link.Form, IDs: holders})
		if found := d.readable(got.Records); !ok || len(found) > 0 {
			return found, ok
		}
	}
	return d.readable(titled), true
}

func titleFields(own, chosen string) (out []string) {
	return slices.DeleteFunc(slices.Compact([]string{own, chosen}), func(key string) bool { return key == "" })
}

// readable are those of the records that the writer may read, each once.
func (d *decision) readable(records []effect.Found) (out []field.Meant) {
	for _, r := range records {
		if slices.ContainsFunc(out, func(m field.Meant) bool { return m.ID == r.ID }) || !d.mayFind(r.Form, SubjectOf(r)) {
			continue
		}
		text := r.Title
		if r.No != "" && r.No != r.Title {
			text += " (" + r.No + ")"
		}
		out = append(out, field.Meant{ID: r.ID, Text: text})
	}
	return out
}

func (d *decision) mayFind(form string, r *access.Subject) bool {
	return d.app.policy.Allow(access.Question{Who: d.who, Action: "read", Form: form, Record: r}).Allowed
}

// SubjectOf is a found record as row scopes see it.
func SubjectOf(f effect.Found) *access.Subject {
	r := Record{Channel: f.Channel, Data: f.Data, People: People{Owner: f.People["owner"], Submitter: f.People["submitter"],
		Participants: f.Participants, Department: f.Department}}
	s := r.Subject()
	s.Get = func(path string) any {
		if path == "record.status" {
			return empty(f.Status)
		}
		return r.value(path)
	}
	return s
}
