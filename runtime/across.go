package runtime

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"slices"

	"huiyin/engine"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// Source is a form whose records stand in a list across forms.
type Source struct {
	App  *engine.App
	Form *form.Form
}

func (s Source) key() string { return s.App.Key + "/" + s.Form.Key() }

// worked are the parts of a record that a work list shows.
var worked = []string{"app", "form", "createdAt", "updatedAt", "no", "title", "due", "people",
	"proc.process", "proc.release", "proc.status", "proc.tasks"}

// Work pages the records a person has open work on, by when the first open task is due. after is the next of the page
// before, "" at first; next is "" on the last page.
func (l Lists) Work(ctx context.Context, from []Source, user string, limit int, after string) (page []*engine.Record, next string, err error) {
	return l.across(ctx, from, query.Query{Where: query.Condition{Field: "people.working", Op: "has", Value: user},
		Sort: []query.Sort{{Field: "work"}, {Field: "due"}, {Field: "createdAt"}}, Limit: limit, After: after, Fields: worked})
}

// Involved pages the records a person has or had a task on, the last changed first.
func (l Lists) Involved(ctx context.Context, from []Source, user string, limit int, after string) (page []*engine.Record, next string, err error) {
	return l.across(ctx, from, query.Query{Where: query.Condition{Field: "people.participants", Op: "has", Value: user},
		Sort: []query.Sort{{Field: "updatedAt", Desc: true}}, Limit: limit, After: after, Fields: worked})
}

// Mine pages the records a person submitted, the newest first.
func (l Lists) Mine(ctx context.Context, from []Source, user string, limit int, after string) (page []*engine.Record, next string, err error) {
	return l.across(ctx, from, query.Query{Where: query.Condition{Field: "people.submitter", Op: "eq", Value: user},
		Sort: []query.Sort{{Field: "createdAt", Desc: true}}, Limit: limit, After: after, Fields: listed})
}

// CountWork counts the records a person has open work on.
func (l Lists) CountWork(ctx context.Context, from []Source, where query.Condition) (total int64, err error) {
	for _, s := range from {
		page, err := l.Submitter.Store.Find(ctx, RecordsOf(s.App.Key, s.Form.Key()), query.Query{Where: Living(where), Limit: 1, Count: true, Fields: []string{"no"}})
		if err != nil {
			return 0, err
		}
		total += page.Count
	}
	return total, nil
}

// lane is one form's part of a page.
type lane struct {
	Source
	after string // where it stands: "" before the first record
	docs  []store.Document
	keys  [][]any // the sort values of docs
	more  bool    // there is something behind docs
}

// across merges the pages of several forms into one. Its cursor holds one position per form that has more to show.
func (l Lists) across(ctx context.Context, from []Source, q query.Query) ([]*engine.Record, string, error) {
	at, err := positions(from, q.After)
	if err != nil {
		return nil, "", err
	}
	var lanes []*lane
	for _, s := range from {
		after, open := at[s.key()]
		if !open {
			continue
		}
		one := &lane{Source: s, after: after}
		if err := l.fill(ctx, one, q); err != nil {
			return nil, "", err
		}
		lanes = append(lanes, one)
	}
	var out []*engine.Record
	for len(out) < q.Size() {
		first := foremost(lanes, q.Sort)
		if first == nil {
			break
		}
		r, err := l.Submitter.Codec.Decode(first.docs[0].Body, first.Form)
		if err != nil {
			return nil, "", err
		}
		r.Rev = first.docs[0].Rev
		out = append(out, r)
		first.after = query.Cursor(q.Sort, first.keys[0], first.docs[0].ID)
		first.docs, first.keys = first.docs[1:], first.keys[1:]
	}
	return out, following(lanes), nil
}

// fill reads as much of a form as the page can need.
func (l Lists) fill(ctx context.Context, one *lane, q query.Query) error {
	q.Where, q.After = Living(q.Where), one.after
	for _, by := range q.Sort {
		if !slices.Contains(q.Fields, by.Field) {
			q.Fields = append(slices.Clone(q.Fields), by.Field)
		}
	}
	page, err := l.Submitter.Store.Find(ctx, RecordsOf(one.App.Key, one.Form.Key()), q)
	if err != nil {
		return err
	}
	one.docs, one.more = page.Documents, page.Next != ""
	for _, doc := range page.Documents {
		var values map[string]any
		if err := json.Unmarshal(doc.Body, &values); err != nil {
			return err
		}
		key := make([]any, len(q.Sort))
		for i, by := range q.Sort {
			key[i] = query.Scalar(values[by.Field])
		}
		one.keys = append(one.keys, key)
	}
	return nil
}

// foremost is the lane whose next record comes first, nil when all are empty.
func foremost(lanes []*lane, sort []query.Sort) (first *lane) {
	read := func(one *lane) func(string) any {
		return func(field string) any {
			return one.keys[0][slices.IndexFunc(sort, func(s query.Sort) bool { return s.Field == field })]
		}
	}
	for _, one := range lanes {
		if len(one.docs) > 0 && (first == nil || query.Compare(sort, read(one), read(first), one.docs[0].ID, first.docs[0].ID) < 0) {
			first = one
		}
	}
	return first
}

// following is the cursor behind what was taken, "" when nothing is left.
func following(lanes []*lane) string {
	at := map[string]string{}
	for _, one := range lanes {
		if len(one.docs) > 0 || one.more {
			at[one.key()] = one.after
		}
	}
	if len(at) == 0 {
		return ""
	}
	raw, err := json.Marshal(at)
	if err != nil {
		return "" // a map of texts can be written
	}
	return base64.RawURLEncoding.EncodeToString(raw)
}

// positions reads the cursor: where each form stands that has more to show.
func positions(from []Source, after string) (map[string]string, error) {
	at := map[string]string{}
	if after == "" {
		for _, s := range from {
			at[s.key()] = ""
		}
		return at, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(after)
	if err != nil || json.Unmarshal(raw, &at) != nil {
		return nil, problem.List{problem.New("query.cursor.invalid", "/after")}
	}
	return at, nil
}
