package builder

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"huiyin/builder/phrase"
	"huiyin/engine/access"
	"huiyin/engine/definition"
	"huiyin/engine/query"
	"huiyin/engine/reference"
	"huiyin/runtime"
)

// Affected is how many records a change concerns: those under way in a process, status or step that it touches, those
// that hold a value in a field or of an option that goes away. Count is -1 when there was no time to count.
type Affected struct {
	reference.Target
	Gone  bool   // it goes away, else it changes
	Seal  string // a field whose values become unreadable in the store (Sealed), or are no longer (Opened)
	Count int64
}

// What becomes of the values of a field that is made personal, or is so no longer.
const (
	Sealed = "sealed"
	Opened = "opened"
)

// countPatience bounds all the counting for one answer.
const countPatience = 5 * time.Second

// Affected counts the records that a comparison concerns; what concerns none is left out.
func (d *Drafts) Affected(ctx context.Context, app string, c Comparison) ([]Affected, error) {
	ctx, cancel := context.WithTimeout(ctx, countPatience)
	defer cancel()
	out := []Affected{}
	for _, a := range touched(c) {
		asked := false
		for _, q := range questions(c.was, a.Target) {
			page, err := d.Library.Store.Find(ctx, runtime.RecordsOf(app, q.form), query.Query{Where: runtime.Living(q.where), Limit: 1, Count: true})
			if ctx.Err() != nil {
				a.Count, asked = -1, true
				break
			}
			if err != nil {
				return nil, err
			}
			a.Count += page.Count
		}
		if a.Count > 0 || asked {
			out = append(out, a)
		}
	}
	return out, nil
}

// touched lists what a comparison changes or takes away that records can hold or stand in, each once.
func touched(c Comparison) []Affected {
	var out []Affected
	add := func(t reference.Target, gone bool, seal string) {
		at := slices.IndexFunc(out, func(a Affected) bool { return a.Target == t && a.Seal == seal })
		if at < 0 {
			out = append(out, Affected{Target: t, Gone: gone, Seal: seal})
		} else {
			out[at].Gone = out[at].Gone || gone
		}
	}
	for _, change := range c.Changes {
		t, gone, ok := concerns(change, c.is)
		if ok {
			add(t, gone, "")
		}
		if t, seal := c.sealing(change); seal != "" {
			add(t, false, seal)
		}
		if change.Kind == "process" && change.Op != "added" && len(change.Path) > 1 {
			add(reference.Target{Kind: "process", Key: change.Key}, false, "")
		}
	}
	return out
}

// sealing is the field that a change makes personal, or not any more, and which of both.
func (c Comparison) sealing(change phrase.Change) (t reference.Target, seal string) {
	path := change.Path
	if change.Kind != "form" || len(path) < 4 || path[0] != "spec" || path[1] != "fields" || path[3] != "personal" {
		return t, ""
	}
	t = reference.Target{Kind: "form", Key: change.Key, Part: reference.Field, Name: path[2]}
	was, _ := fieldOf(c.was, t.Key, t.Name)
	is, _ := fieldOf(c.is, t.Key, t.Name)
	switch {
	case was.Personal == nil && is.Personal != nil:
		return t, Sealed
	case was.Personal != nil && is.Personal == nil:
		return t, Opened
	}
	return t, ""
}

// concerns is what a change is about, as far as records can have it.
func concerns(change phrase.Change, is definition.Bundle) (t reference.Target, gone, ok bool) {
	t = reference.Target{Kind: change.Kind, Key: change.Key}
	path, removed := change.Path, change.Op == "removed"
	if len(path) == 0 {
		return t, removed, removed && (t.Kind == "form" || t.Kind == "process")
	}
	if len(path) < 3 || path[0] != "spec" {
		return t, false, false
	}
	t.Name = path[2]
	whole := removed && len(path) == 3
	switch change.Kind + "/" + path[1] {
	case "form/fields":
		if t.Part = reference.Field; len(path) == 6 && path[3] == "settings" && path[4] == "options" {
			t.Part, t.Name = reference.Option, path[2]+"/"+path[5]
			return t, removed, removed
		}
		if len(path) == 4 && path[3] == "type" || repointed(change, is, t) {
			return t, false, true
		}
		binned := len(path) == 4 && path[3] == "deleted" && deleted(is, t)
		return t, true, whole || binned
	case "list/options":
		t.Part = reference.Option
		return t, whole, whole
	case "process/statuses":
		t.Part = reference.Status
		return t, whole, change.Op != "added" || len(path) > 3
	case "process/nodes":
		t.Part = reference.Node
		return t, whole, change.Op != "added" || len(path) > 3
	}
	return t, false, false
}

// repointed reports whether a field takes its values from somewhere else than before, another form or another list: those
// that records hold may mean nothing there.
func repointed(change phrase.Change, is definition.Bundle, t reference.Target) bool {
	path := change.Path
	if change.Op == "added" || len(path) != 5 || path[3] != "settings" || path[4] != "form" && path[4] != "list" {
		return false
	}
	f, ok := fieldOf(is, t.Key, t.Name)
	return ok && f.Type != "rollup" // which is calculated again
}

// deleted reports whether a field is in the bin.
func deleted(b definition.Bundle, t reference.Target) bool {
	f, ok := fieldOf(b, t.Key, t.Name)
	return ok && f.Deleted
}

// formField is a field as far as counting must know it.
type formField struct {
	Key      string    `json:"key"`
	Type     string    `json:"type"`
	Deleted  bool      `json:"deleted"`
	Personal *struct{} `json:"personal"`
	Settings struct {
		List string `json:"list"`
	} `json:"settings"`
}

func fieldsOf(b definition.Bundle, form string) []formField {
	d, _ := b.Get("form", form)
	var spec struct {
		Fields []formField `json:"fields"`
	}
	_ = json.Unmarshal(d.Spec, &spec) // a form that is none has no fields
	return spec.Fields
}

func fieldOf(b definition.Bundle, form, key string) (formField, bool) {
	all := fieldsOf(b, form)
	if i := slices.IndexFunc(all, func(f formField) bool { return f.Key == key }); i >= 0 {
		return all[i], true
	}
	return formField{}, false
}

// question asks how many records of a form meet a condition.
type question struct {
	form  string
	where query.Condition
}

// questions are what to count for a target, by what the records were made under.
func questions(was definition.Bundle, t reference.Target) []question {
	switch t.Kind + "/" + t.Part {
	case "form/":
		return []question{{t.Key, query.Condition{}}}
	case "form/" + reference.Field:
		return []question{{t.Key, query.Is(access.Path(t.Name), "notEmpty", nil)}}
	case "form/" + reference.Option:
		for _, f := range fieldsOf(was, t.Key) {
			if n := len(f.Key); len(t.Name) > n && t.Name[:n+1] == f.Key+"/" {
				return []question{holding(t.Key, f, t.Name[n+1:])}
			}
		}
	case "list/" + reference.Option:
		var out []question
		for _, d := range was.Of("form") {
			for _, f := range fieldsOf(was, d.Key) {
				if f.Settings.List == t.Key && !f.Deleted {
					out = append(out, holding(d.Key, f, t.Name))
				}
			}
		}
		return out
	}
	if t.Kind == "process" {
		return standing(was, t)
	}
	return nil
}

// holding asks for the records that have an option in a field.
func holding(form string, f formField, option string) question {
	op := "has"
	if f.Type == "select" {
		op = "eq"
	}
	return question{form, query.Is(access.Path(f.Key), op, option)}
}

// standing asks for the records under way in a process, or in a status or step of it.
func standing(was definition.Bundle, t reference.Target) []question {
	d, ok := was.Get("process", t.Key)
	var spec struct {
		Form string `json:"form"`
	}
	if !ok || json.Unmarshal(d.Spec, &spec) != nil || spec.Form == "" {
		return nil
	}
	where := []query.Condition{query.Is("proc.process", "eq", t.Key), query.Is("proc.state", "in", []any{"running", "merged"})}
	switch t.Part {
	case reference.Status:
		where = append(where, query.Is("proc.status", "eq", t.Name))
	case reference.Node:
		where = append(where, query.Is("proc.tokens.node", "has", t.Name))
	}
	return []question{{spec.Form, query.And(where...)}}
}
