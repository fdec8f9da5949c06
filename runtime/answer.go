package runtime

import (
	"context"
	"fmt"
	"slices"
	"sort"
	"strings"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/effect"
	"huiyin/engine/form"
	"huiyin/engine/process"
	"huiyin/engine/query"
	"huiyin/runtime/store"
)

// Answerer answers the questions of decisions.
type Answerer struct {
	Store  store.Store
	Codec  Codec
	People PeopleFinder
	// Eyes, where somebody only tries something, limit the answers to what they may know. nil: nothing is kept back.
	Eyes *Eyes
	// Address returns where a connector leads, "" for nowhere.
	Address func(ctx context.Context, app, connector, defined string) (string, error)
}

// PeopleFinder finds active users; with Need.Load it counts their open tasks.
type PeopleFinder interface {
	Find(ctx context.Context, app *engine.App, n effect.Need) ([]effect.Person, error)
	// Named returns the active users, or the departments when kind is "department", that are called by a text.
	Named(ctx context.Context, kind, text string) ([]effect.Named, error)
}

// Answer finds what one need asks for.
func (a *Answerer) Answer(ctx context.Context, app *engine.App, n effect.Need) (effect.Answer, error) {
	found, err := a.answer(ctx, app, n)
	if a.Eyes != nil && err == nil {
		found = a.Eyes.see(n, found)
	}
	return found, err
}

func (a *Answerer) answer(ctx context.Context, app *engine.App, n effect.Need) (effect.Answer, error) {
	switch n.Kind {
	case effect.NeedCounter:
		v, err := a.Store.Increment(ctx, app.Key+":"+n.Text, 1)
		return effect.Answer{Count: v}, err
	case effect.NeedPeople:
		people, err := a.People.Find(ctx, app, n)
		return effect.Answer{People: people}, err
	case effect.NeedNamed:
		named, err := a.People.Named(ctx, n.Per, n.Text)
		return effect.Answer{Named: named}, err
	case effect.NeedAddress:
		to, err := a.Address(ctx, app.Key, n.Text, "")
		if to == "" {
			return effect.Answer{}, err
		}
		return effect.Answer{Count: 1}, err
	}
	f, ok := app.Form(n.Form)
	if !ok {
		return effect.Answer{}, fmt.Errorf("question about unknown form %q", n.Form)
	}
	switch n.Kind {
	case effect.NeedRecord:
		return a.records(ctx, app, f, n.IDs)
	case effect.NeedQuery:
		return a.query(ctx, app, f, n)
	case effect.NeedCount:
		q := query.Query{Where: a.where(f, n.Where), Limit: 1, Count: true}
		page, err := a.Store.Find(ctx, RecordsOf(app.Key, n.Form), q)
		return effect.Answer{Count: page.Count}, err
	case effect.NeedTotal:
		return a.total(ctx, app, f, n)
	case effect.NeedUnique:
		id, err := a.holder(ctx, app, n.Form, a.Codec.anyKey(n.Text, f)...)
		return effect.Answer{Holder: id}, err
	case effect.NeedSimilar:
		return a.similar(ctx, app, f, n)
	}
	return effect.Answer{}, fmt.Errorf("unknown question %q", n.Kind)
}

// isCounter reports whether a need's canonical key is of a counter draw.
func isCounter(key string) bool { return strings.Contains(key, `"kind":"counter"`) }

func (a *Answerer) records(ctx context.Context, app *engine.App, f *form.Form, ids []string) (effect.Answer, error) {
	docs, err := a.Store.Get(ctx, RecordsOf(app.Key, f.Key()), ids...)
	if err != nil {
		return effect.Answer{}, err
	}
	return a.found(docs, f)
}

func (a *Answerer) query(ctx context.Context, app *engine.App, f *form.Form, n effect.Need) (effect.Answer, error) {
	q := query.Query{Where: a.where(f, n.Where), Limit: n.Limit}
	for _, s := range n.Sort {
		q.Sort = append(q.Sort, query.Sort{Field: access.SortPath(s.Field), Desc: s.Desc})
	}
	page, err := a.Store.Find(ctx, RecordsOf(app.Key, f.Key()), q)
	if err != nil {
		return effect.Answer{}, err
	}
	return a.found(page.Documents, f)
}

// found opens documents for a decision; deleted records are not found.
func (a *Answerer) found(docs []store.Document, f *form.Form) (effect.Answer, error) {
	var out effect.Answer
	for _, doc := range docs {
		r, err := a.Codec.Decode(doc.Body, f)
		if err != nil {
			return effect.Answer{}, err
		}
		if r.DeletedAt == nil {
			out.Records = append(out.Records, foundOf(r))
		}
	}
	return out, nil
}

func foundOf(r *engine.Record) effect.Found {
	f := effect.Found{ID: r.ID, Form: r.Form, No: r.No, Title: r.Title, Data: r.Data,
		People:  map[string]string{"owner": r.People.Owner, "submitter": r.People.Submitter},
		Channel: r.Channel, Participants: r.People.Participants, Department: r.People.Department}
	if r.Proc == nil {
		return f
	}
	f.Status, f.State, f.Members = r.Proc.Status, r.Proc.State, len(r.Proc.Members)
	if a := r.Proc.Aside; a != nil {
		f.Into, f.Follows = a.Into, a.Lead
	}
	for i, e := range r.Loop {
		if process.Unheard(r.Loop, i) {
			f.Owed = append(f.Owed, e.Name)
		}
	}
	return f
}

// where turns a condition over fields into a store filter: living records only, personal values by fingerprint.
func (a *Answerer) where(f *form.Form, c query.Condition) query.Condition {
	return Living(a.Codec.Filter(f, c))
}

// Living narrows a store filter to records that are not deleted.
func Living(c query.Condition) query.Condition {
	return query.Condition{All: []query.Condition{{Field: "deletedAt", Op: "empty"}, c}}
}

// Filter rewrites a condition over fields for the store: paths and values as documents keep them. Equality on a
// personal field becomes a look-up of its fingerprint; every other test of one matches nothing, because the store
// cannot read it.
func (c Codec) Filter(f *form.Form, cond query.Condition) query.Condition {
	return c.rewrite(f, f.Personal(), access.Stored(cond))
}

func (c Codec) rewrite(f *form.Form, personal []string, cond query.Condition) query.Condition {
	out := cond
	out.All, out.Any = c.rewriteAll(f, personal, cond.All), c.rewriteAll(f, personal, cond.Any)
	if cond.Not != nil {
		n := c.rewrite(f, personal, *cond.Not)
		out.Not = &n
	}
	field, isData := strings.CutPrefix(cond.Field, "data.")
	if !isData || cond.Op == "empty" || cond.Op == "notEmpty" {
		return out
	}
	if first, _, part := strings.Cut(field, "."); part && slices.Contains(personal, first) {
		return access.Nobody // what is sealed has no parts that could be compared
	}
	if !slices.Contains(personal, field) {
		out.Value = storedValue(f, field, cond.Value)
		return out
	}
	if cond.Op != "eq" {
		return access.Nobody
	}
	return query.Condition{Field: "blind", Op: "has", Value: c.Keys.Blind(field, cond.Value)}
}

func storedValue(f *form.Form, field string, v any) any {
	list, ok := v.([]any)
	if !ok {
		return f.StoredValue(field, v)
	}
	out := make([]any, len(list))
	for i, e := range list {
		out[i] = f.StoredValue(field, e)
	}
	return out
}

func (c Codec) rewriteAll(f *form.Form, personal []string, list []query.Condition) []query.Condition {
	if list == nil {
		return nil
	}
	out := make([]query.Condition, len(list))
	for i, e := range list {
		out[i] = c.rewrite(f, personal, e)
	}
	return out
}

// holder returns the id of the record that holds one of some unique keys, "" when they are free.
func (a *Answerer) holder(ctx context.Context, app *engine.App, formKey string, keys ...any) (string, error) {
	page, err := a.Store.Find(ctx, RecordsOf(app.Key, formKey), query.Query{
		Where: query.Condition{Field: "keys", Op: "hasAny", Value: keys}, Limit: 1})
	if err != nil || len(page.Documents) == 0 {
		return "", err
	}
	return page.Documents[0].ID, nil
}

// candidates bounds how many records with a common sketch entry are compared.
const candidates = 60

// compared are the few paths that a comparison reads: whole records are many times as long.
func compared(f *form.Form) []string {
	paths := []string{"no", "title", "deletedAt"}
	for _, field := range f.Spec().Similar {
		paths = append(paths, "data."+field)
	}
	return paths
}

// similar finds records whose texts share bigrams with the text asked about, best first, among the newest that share
// a sketch entry. Ids sort by age, so the store need not open a document to find those.
func (a *Answerer) similar(ctx context.Context, app *engine.App, f *form.Form, n effect.Need) (effect.Answer, error) {
	var sketch []any
	for _, g := range engine.Sketch(n.Text) {
		sketch = append(sketch, g)
	}
	if len(sketch) == 0 {
		return effect.Answer{}, nil
	}
	page, err := a.Store.Find(ctx, RecordsOf(app.Key, f.Key()), query.Query{
		Where: query.Condition{Field: "grams", Op: "hasAny", Value: sketch}, Limit: candidates,
		Sort: []query.Sort{{Field: "_id", Desc: true}}, Fields: compared(f)})
	if err != nil {
		return effect.Answer{}, err
	}
	mine := engine.NewLikeness(n.Text)
	var out effect.Answer
	for _, doc := range page.Documents {
		r, err := a.Codec.Decode(doc.Body, f)
		if err != nil {
			return effect.Answer{}, err
		}
		if r.DeletedAt != nil {
			continue
		}
		score := mine.To(engine.SimilarText(f.Spec(), r.Data))
		out.Similar = append(out.Similar, effect.Similar{ID: r.ID, No: r.No, Title: r.Title, Score: score})
	}
	sort.SliceStable(out.Similar, func(i, j int) bool { return out.Similar[i].Score > out.Similar[j].Score })
	if n.Limit > 0 && len(out.Similar) > n.Limit {
		out.Similar = out.Similar[:n.Limit]
	}
	return out, nil
}
