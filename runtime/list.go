package runtime

import (
	"context"
	"strings"
	"time"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/query"
)

// ListRequest asks for a page of a form's records.
type ListRequest struct {
	Narrowing           // by whoever asks
	View      Narrowing // of the saved view they chose; their own sort goes first
	Text      string    // that stands in them, see Search
	Limit     int
	After     string
	Count     bool
	For       string // what the records are for beside reading, such as export: its row scope counts as well
	since     string // a moment as the store keeps it: only what has changed since
}

// Narrowing is a filter and a sort over field names.
type Narrowing struct {
	Filter query.Condition
	Sort   []query.Sort
}

// Lists reads pages of records within a person's row scope. Counts are of that scope too: nothing leaks.
type Lists struct{ Submitter *Submitter }

// listed are the parts of a record that a list shows: histories and outboxes are many times as long.
var listed = []string{"app", "form", "createdAt", "updatedAt", "channel", "sample", "test", "no", "title", "due", "data", "people", "sealed",
	"proc.process", "proc.release", "proc.status"}

// Page returns a page of records with the parts that lists show. Fields that the person may not read cannot be
// filtered or sorted by: problem list.field_hidden. Problems point to "/filter", "/sort" or "/view", whichever brought
// them.
func (l Lists) Page(ctx context.Context, app *engine.App, f *form.Form, who access.Principal, q ListRequest) ([]*engine.Record, string, int64, error) {
	problems := append(bounded(q.Filter), l.check(app, f, who, q.Narrowing, "/filter", "/sort")...)
	if len(l.Lookups(app, f, who, q.Narrowing)) > 1 {
		problems.Add("list.lookup_one", "/filter")
	}
	if problems = append(problems, l.check(app, f, who, q.View, "/view", "/view")...); problems.Err() != nil {
		return nil, "", 0, problems
	}
	s := l.Submitter
	rows := app.Policy().Scope(who, "read", f.Key())
	if q.For != "" {
		rows = query.And(rows, app.Policy().Scope(who, q.For, f.Key()))
	}
	where := query.Condition{All: []query.Condition{
		{Field: "deletedAt", Op: "empty"},
		rows,
		s.Codec.Filter(f, query.Resolve(query.And(q.View.Filter, q.Filter), s.Now(), app.Zone(), kinds(f))),
	}}
	if q.since != "" {
		where.All = append(where.All, query.Condition{Field: "updatedAt", Op: "gte", Value: q.since})
	}
	wanted := q.Sort
	if len(wanted) == 0 {
		wanted = q.View.Sort
	}
	sort := make([]query.Sort, 0, len(wanted)+1)
	for _, by := range wanted {
		sort = append(sort, query.Sort{Field: access.SortPath(by.Field), Desc: by.Desc})
	}
	if len(sort) == 0 {
		sort = []query.Sort{{Field: "createdAt", Desc: true}}
	}
	found, err := l.among(ctx, app, f, who, q, where)
	if err != nil {
		return nil, "", 0, err
	}
	page, err := s.Store.Find(ctx, RecordsOf(app.Key, f.Key()), query.Query{Where: query.And(where, found), Sort: sort, Limit: q.Limit, After: q.After, Count: q.Count, Fields: listed})
	if err != nil {
		return nil, "", 0, err
	}
	out := make([]*engine.Record, len(page.Documents))
	for i, doc := range page.Documents {
		if out[i], err = l.opened(doc, f); err != nil {
			return nil, "", 0, err
		}
	}
	return out, page.Next, page.Count, nil
}

// Each gives all records of a list one after the other, read q.Limit at a time. A record that changes its place in the
// list meanwhile is given once all the same: what has changed since the beginning and was not given stands at the end.
func (l Lists) Each(ctx context.Context, app *engine.App, f *form.Form, who access.Principal, q ListRequest, give func(*engine.Record) error) error {
	// Stored moments may carry fractions of a second, so the second before is the one that is surely not later.
	given, begun := map[string]bool{}, l.Submitter.Now().UTC().Add(-time.Second).Format(time.RFC3339)
	q.After, q.Count = "", false
	for {
		records, next, _, err := l.Page(ctx, app, f, who, q)
		if err != nil {
			return err
		}
		for _, r := range records {
			if given[r.ID] {
				continue
			}
			given[r.ID] = true
			if err := give(r); err != nil {
				return err
			}
		}
		if q.After = next; next != "" {
			continue
		}
		if q.since != "" {
			return nil
		}
		q.since, q.Sort = begun, []query.Sort{{Field: "record.updatedAt"}}
	}
}

// Bounds of a filter that a person sends. Searching inside texts reads every record there is.
const (
	maxTests    = 40
	maxSearches = 8
)

func bounded(filter query.Condition) (problems problem.List) {
	tests, searches := 0, 0
	filter.Visit(func(leaf query.Condition, _ string) {
		tests++
		if strings.Contains(strings.ToLower(leaf.Op), "contains") {
			searches++
		}
	})
	if tests > maxTests || searches > maxSearches {
		problems.Add("list.filter_long", "/filter", "tests", maxTests, "searches", maxSearches)
	}
	return problems
}

// Lookups returns the masked fields that a narrowing tests for a value, one entry a test. Whoever knows a phone number
// may look for it, but many such questions would tell what the mask hides: one is allowed at a time, and callers count
// and note them.
func (l Lists) Lookups(app *engine.App, f *form.Form, who access.Principal, n Narrowing) (fields []string) {
	level := Levels(app, f, who)
	n.Filter.Visit(func(leaf query.Condition, _ string) {
		if leaf.Op == "eq" && level(leaf.Field) == access.Masked {
			fields = append(fields, leaf.Field)
		}
	})
	return fields
}

func kinds(f *form.Form) func(string) string {
	shapes := f.Conditions()
	return func(field string) string { return shapes[field].Kind }
}

// check finds what a narrowing may not ask for. filter and sort say where it came from.
func (l Lists) check(app *engine.App, f *form.Form, who access.Principal, n Narrowing, filter, sort string) problem.List {
	shapes, level := f.Conditions(), Levels(app, f, who)
	problems := n.Filter.Stored(shapes).Under(filter)
	for _, s := range n.Sort {
		if _, ok := shapes[s.Field]; !ok {
			problems.Add("view.field_unknown", sort, "field", s.Field)
		}
		switch head, _, dotted := strings.Cut(s.Field, "."); {
		case has(f, head) && dotted:
			problems.Add("list.field_distant", sort, "field", s.Field)
		case has(f, head) && level(head) < access.Read:
			problems.Add("list.field_hidden", sort, "field", s.Field)
		}
	}
	n.Filter.Visit(func(leaf query.Condition, at string) {
		for _, field := range leaf.Fields() {
			head, _, dotted := strings.Cut(field, ".")
			switch {
			case head == "record", !dotted && !has(f, head): // none such was said already
			case dotted:
				problems.Add("list.field_distant", filter+at, "field", field)
			case level(head) == access.Hidden || level(head) == access.Masked && !exact(leaf, head):
				problems.Add("list.field_hidden", filter+at, "field", field)
			}
		}
	})
	return problems
}

func has(f *form.Form, field string) bool {
	_, ok := f.Field(field)
	return ok
}

// exact reports whether a test of a field asks for one value: whoever knows a phone number may look for it.
func exact(leaf query.Condition, field string) bool {
	return leaf.Field == field && leaf.ValueField == "" && (leaf.Op == "eq" || leaf.Op == "empty" || leaf.Op == "notEmpty")
}
