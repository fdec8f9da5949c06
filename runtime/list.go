package runtime

import (
	"context"
	"slices"
	"strings"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// ListRequest asks for a page of a form's records.
type ListRequest struct {
	Filter query.Condition // over field names
	Sort   []query.Sort    // over field names
	Limit  int
	After  string
	Count  bool
}

// Lists reads pages of records within a person's row scope. Counts are of that scope too: nothing leaks.
type Lists struct{ Submitter *Submitter }

// Page returns a page. Fields that the person may not read cannot be filtered or sorted by: problem list.field_hidden.
func (l Lists) Page(ctx context.Context, app *engine.App, f *form.Form, who access.Principal, q ListRequest) ([]*engine.Record, string, int64, error) {
	if problems := l.check(app, f, who, q); problems.Err() != nil {
		return nil, "", 0, problems
	}
	s := l.Submitter
	where := query.Condition{All: []query.Condition{
		{Field: "deletedAt", Op: "empty"},
		app.Policy().Scope(who, "read", f.Key()),
		s.Codec.Filter(f, query.Resolve(q.Filter, s.Now(), app.Zone(), kinds(f))),
	}}
	sort := make([]query.Sort, 0, len(q.Sort)+1)
	for _, by := range q.Sort {
		sort = append(sort, query.Sort{Field: access.Path(by.Field), Desc: by.Desc})
	}
	if len(sort) == 0 {
		sort = []query.Sort{{Field: "createdAt", Desc: true}}
	}
	page, err := s.Store.Find(ctx, RecordsOf(app.Key, f.Key()), query.Query{Where: where, Sort: sort, Limit: q.Limit, After: q.After, Count: q.Count})
	if err != nil {
		return nil, "", 0, err
	}
	out := make([]*engine.Record, len(page.Documents))
	for i, doc := range page.Documents {
		if out[i], err = s.Codec.Decode(doc.Body, f); err != nil {
			return nil, "", 0, err
		}
		out[i].Rev = doc.Rev
	}
	return out, page.Next, page.Count, nil
}

func kinds(f *form.Form) func(string) string {
	shapes := f.Conditions()
	return func(field string) string { return shapes[field].Kind }
}

func (l Lists) check(app *engine.App, f *form.Form, who access.Principal, q ListRequest) problem.List {
	problems := q.Filter.Check(f.Conditions(), false).Under("/filter")
	level := Levels(app, f, who)
	fields := q.Filter.Fields()
	for _, s := range q.Sort {
		if _, ok := f.Conditions()[s.Field]; !ok {
			problems.Add("view.field_unknown", "/sort", "field", s.Field)
		}
		if head, _, _ := strings.Cut(s.Field, "."); head != "record" && level(head) < access.Read {
			problems.Add("list.field_hidden", "/sort", "field", s.Field)
		}
	}
	for _, field := range fields {
		head, _, dotted := strings.Cut(field, ".")
		if head == "record" {
			continue
		}
		if dotted {
			problems.Add("list.field_distant", "/filter", "field", field)
			continue
		}
		if lv := level(head); lv == access.Hidden || (lv == access.Masked && !exact(q.Filter, head)) {
			problems.Add("list.field_hidden", "/filter", "field", field)
		}
	}
	return problems
}

// exact reports whether every test of a field asks for one value: whoever knows a phone number may look for it.
func exact(c query.Condition, field string) bool {
	if c.Field == field && c.Op != "eq" && c.Op != "empty" && c.Op != "notEmpty" {
		return false
	}
	for _, list := range [][]query.Condition{c.All, c.Any} {
		if slices.ContainsFunc(list, func(e query.Condition) bool { return !exact(e, field) }) {
			return false
		}
	}
	return c.Not == nil || exact(*c.Not, field)
}

// Work lists the records a person has open work on, across apps, by due time.
func (l Lists) Work(ctx context.Context, app *engine.App, f *form.Form, user string, limit int) ([]*engine.Record, error) {
	return l.by(ctx, app, f, query.Condition{Field: "people.working", Op: "has", Value: user}, []query.Sort{{Field: "due"}, {Field: "createdAt"}}, limit)
}

// Involved lists the records a person has or had a task on, the last changed first.
func (l Lists) Involved(ctx context.Context, app *engine.App, f *form.Form, user string, limit int) ([]*engine.Record, error) {
	return l.by(ctx, app, f, query.Condition{Field: "people.participants", Op: "has", Value: user}, []query.Sort{{Field: "updatedAt", Desc: true}}, limit)
}

// Mine lists the records a person submitted, the newest first.
func (l Lists) Mine(ctx context.Context, app *engine.App, f *form.Form, user string, limit int) ([]*engine.Record, error) {
	return l.by(ctx, app, f, query.Condition{Field: "people.submitter", Op: "eq", Value: user}, []query.Sort{{Field: "createdAt", Desc: true}}, limit)
}

func (l Lists) by(ctx context.Context, app *engine.App, f *form.Form, where query.Condition, sort []query.Sort, limit int) ([]*engine.Record, error) {
	page, err := l.Submitter.Store.Find(ctx, RecordsOf(app.Key, f.Key()), query.Query{Where: Living(where), Sort: sort, Limit: limit})
	if err != nil {
		return nil, err
	}
	out := make([]*engine.Record, len(page.Documents))
	for i, doc := range page.Documents {
		if out[i], err = l.Submitter.Codec.Decode(doc.Body, f); err != nil {
			return nil, err
		}
		out[i].Rev = doc.Rev
	}
	return out, nil
}
