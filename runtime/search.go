package runtime

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/engine/search"
	"huiyin/runtime/store"
)

// Bounds of a search.
const (
	// examined is how many records a page of a search looks at; with all of them it ends early, to be gone on with.
	examined = 2000
	// MaxFound is how many records a list holds that is searched.
	MaxFound = 1000
	// followed is how many customers are followed to their records.
	followed = 50
)

// errNoSearch is for a store that cannot search, which none that the program opens is.
var errNoSearch = errors.New("the store cannot search texts")

// SearchRequest asks for records by what stands in them.
type SearchRequest struct {
	Text  string          // as typed
	Where query.Condition // that they meet as well, as the store knows it
	Apart bool            // that the words of a phrase may stand apart, see search.Query
	Limit int
	After string
}

// Query is what is looked for.
func (q SearchRequest) Query() search.Query {
	wanted := search.Parse(q.Text)
	if q.Apart {
		wanted, _ = wanted.Apart()
	}
	return wanted
}

// Found is what a search answers.
type Found struct {
	Records []*engine.Record
	// Behind are the customers that were found, by the links that records have to them: "field:id".
	Behind map[string]*engine.Record
	Next   string
	// Partial tells that older records are not indexed yet.
	Partial bool
}

// Search finds records of a form within a person's row scope by their words, number, or customer, and by a phone number
// or address as a whole: those whose number was asked for first, then those of an address or customer, then the newest.
// Only what the person may read counts.
func (l Lists) Search(ctx context.Context, app *engine.App, f *form.Form, who access.Principal, q SearchRequest) (Found, error) {
	exact, behind, err := l.exactly(ctx, app, f, who, q)
	if err != nil {
		return Found{}, err
	}
	found, err := l.search(ctx, app, f, who, q, exact)
	found.Behind = behind
	return found, err
}

// search finds by words, and before that by number and what meets a condition.
func (l Lists) search(ctx context.Context, app *engine.App, f *form.Form, who access.Principal, q SearchRequest, exact query.Condition) (Found, error) {
	where := query.And(query.Condition{Field: "deletedAt", Op: "empty"}, app.Policy().Scope(who, "read", f.Key()), q.Where)
	first, err := l.numbered(ctx, app, f, who, q, where)
	if err != nil {
		return Found{}, err
	}
	if !exact.IsZero() {
		page, err := l.Submitter.Store.Find(ctx, RecordsOf(app.Key, f.Key()), query.Query{Where: query.And(where, exact),
			Sort: []query.Sort{{Field: "createdAt", Desc: true}}, Limit: q.Limit, Fields: listed})
		if err != nil {
			return Found{}, err
		}
		for _, doc := range page.Documents {
			r, err := l.opened(doc, f)
			if err != nil {
				return Found{}, err
			}
			if !slices.ContainsFunc(first, func(known *engine.Record) bool { return known.ID == r.ID }) {
				first = append(first, r)
			}
		}
	}
	known := map[string]bool{}
	for _, r := range first {
		known[r.ID] = true
	}
	if q.After != "" {
		first = nil
	}
	found, err := l.words(ctx, app, f, who, q, where, func(r *engine.Record) bool { return !known[r.ID] })
	found.Records = append(first, found.Records...)
	return found, err
}

// numbered are the records whose number is what was asked for, or ends in it.
func (l Lists) numbered(ctx context.Context, app *engine.App, f *form.Form, who access.Principal, q SearchRequest, where query.Condition) ([]*engine.Record, error) {
	wanted := q.Query()
	if field := f.Spec().NumberField; field == "" || len(wanted.Named()) == 0 || Levels(app, f, who)(field) < access.Read {
		return nil, nil
	}
	found, err := l.look(ctx, app, f, store.TextQuery{Terms: wanted.Named(), Where: where}, q.Limit, func(r *engine.Record) bool { return wanted.Names(r.No) })
	return found.Records, err
}

func (l Lists) opened(doc store.Document, f *form.Form) (*engine.Record, error) {
	r, err := l.Submitter.Codec.Decode(doc.Body, f)
	if err == nil {
		r.Rev = doc.Rev
	}
	return r, err
}

// words finds by words. The store finds what may meet the question; what the person may read of it decides.
func (l Lists) words(ctx context.Context, app *engine.App, f *form.Form, who access.Principal, q SearchRequest, where query.Condition, fresh func(*engine.Record) bool) (Found, error) {
	wanted := q.Query()
	texts := l.readable(app, f, who)
	return l.look(ctx, app, f, store.TextQuery{Terms: wanted.Terms(), Where: where, After: q.After}, q.Limit, func(r *engine.Record) bool {
		return fresh(r) && wanted.Meets(texts(r)...)
	})
}

// look reads what the store finds, the newest first, for up to limit records that are meant.
func (l Lists) look(ctx context.Context, app *engine.App, f *form.Form, asked store.TextQuery, limit int, meant func(*engine.Record) bool) (found Found, err error) {
	s, ok := l.Submitter.Store.(store.Searcher)
	if !ok {
		return Found{}, errNoSearch
	}
	asked.Fields = listed
	for looked := 0; len(found.Records) < limit && looked < examined; looked += asked.Limit {
		asked.Limit = limit - len(found.Records)
		page, err := s.Search(ctx, RecordsOf(app.Key, f.Key()), asked)
		if errors.Is(err, store.ErrInvalid) && asked.After != "" { // the rest of the call is our own
			return Found{}, problem.List{problem.New("query.cursor.invalid", "/after")}
		}
		if err != nil {
			return Found{}, err
		}
		for _, doc := range page.Documents {
			r, err := l.opened(doc, f)
			if err != nil {
				return Found{}, err
			}
			if meant(r) {
				found.Records = append(found.Records, r)
			}
		}
		found.Partial, found.Next, asked.After = page.Partial, page.Next, page.Next
		if page.Next == "" {
			break
		}
	}
	return found, nil
}

// readable returns what gives the texts of a record that a person may read.
func (l Lists) readable(app *engine.App, f *form.Form, who access.Principal) func(*engine.Record) []string {
	level := Levels(app, f, who)
	texts := slices.DeleteFunc(f.Texts(), func(t form.Text) bool { return level(t.Field) < access.Read })
	numbered := f.Spec().NumberField == "" || level(f.Spec().NumberField) >= access.Read
	return func(r *engine.Record) (out []string) {
		if numbered {
			out = append(out, r.No)
		}
		for _, t := range texts {
			for _, v := range query.Elements(query.Lookup(r.Data, t.Path)) {
				if text, ok := v.(string); ok {
					out = append(out, text)
				}
			}
		}
		return out
	}
}

// exactly is the condition of what is found by a value as a whole: the person's phone number or address, or the
// customer behind a record; the zero Condition when there is none. behind are those customers, see Found.
func (l Lists) exactly(ctx context.Context, app *engine.App, f *form.Form, who access.Principal, q SearchRequest) (where query.Condition, behind map[string]*engine.Record, err error) {
	var ways []query.Condition
	if own := l.valued(app, f, who, q.Text); !own.IsZero() {
		ways = append(ways, own)
	}
	behind = map[string]*engine.Record{}
	level := Levels(app, f, who)
	for field, key := range f.Relations() {
		target, ok := app.Form(key)
		if !ok || key == f.Key() || target.Spec().Contact == nil || level(field) < access.Read ||
			!app.Policy().Allow(access.Question{Who: who, Action: "read", Form: key}).Allowed {
			continue
		}
		people, err := l.search(ctx, app, target, who, SearchRequest{Text: q.Text, Apart: q.Apart, Limit: followed}, l.valued(app, target, who, q.Text))
		if err != nil {
			return query.Condition{}, nil, err
		}
		for _, r := range people.Records {
			behind[field+":"+r.ID] = r
		}
	}
	if len(behind) > 0 {
		links := []any{}
		for _, link := range slices.Sorted(maps.Keys(behind)) {
			links = append(links, link)
		}
		ways = append(ways, query.Is("links", "hasAny", links))
	}
	if len(ways) == 0 {
		return query.Condition{}, behind, nil
	}
	return query.Condition{Any: ways}, behind, nil
}

// valued is the condition of having a text as a personal value, the zero Condition when it can be none.
func (l Lists) valued(app *engine.App, f *form.Form, who access.Principal, text string) query.Condition {
	var tests []query.Condition
	for _, n := range l.Named(app, f, who, text) {
		tests = append(tests, query.Is(n.Field, "eq", n.Value))
	}
	if len(tests) == 0 {
		return query.Condition{}
	}
	return l.Submitter.Codec.Filter(f, query.Condition{Any: tests})
}

// Exact is a personal value that was asked for as a whole.
type Exact struct {
	Field  string
	Value  any
	Masked bool // the person sees a mask: callers count and note that they asked
}

// Named returns the personal fields of a form that a text may be a value of, in the form values are kept in. Where a
// person sees a mask that are the fields that tell by themselves what can be theirs, such as phone numbers.
func (l Lists) Named(app *engine.App, f *form.Form, who access.Principal, text string) (out []Exact) {
	if text = strings.TrimSpace(text); text == "" {
		return nil
	}
	level := Levels(app, f, who)
	for _, c := range f.Fields() {
		at := level(c.Key)
		if _, shape := c.Value.Shape(); c.Personal == nil || shape.Kind != query.KindText || shape.List || at < access.Masked {
			continue
		}
		if _, refused := c.Value.Normalise("?"); at == access.Masked && refused.Err() == nil {
			continue
		}
		if v, refused := c.Value.Normalise(text); v != nil && refused.Err() == nil {
			out = append(out, Exact{c.Key, v, at == access.Masked})
		}
	}
	return out
}

// among is the condition of being one of the newest MaxFound records that a list's text finds, the zero Condition
// without one. What leaves as a file must be whole: problem list.search_wide when there are more.
func (l Lists) among(ctx context.Context, app *engine.App, f *form.Form, who access.Principal, list ListRequest, where query.Condition) (query.Condition, error) {
	if strings.TrimSpace(list.Text) == "" {
		return query.Condition{}, nil
	}
	ids := []any{}
	q := SearchRequest{Text: list.Text, Where: where, Limit: 200}
	for len(ids) < MaxFound {
		found, err := l.Search(ctx, app, f, who, q)
		if err != nil {
			return query.Condition{}, err
		}
		for _, r := range found.Records {
			ids = append(ids, r.ID)
		}
		if q.After = found.Next; q.After == "" {
			break
		}
	}
	if q.After != "" && list.For != "" {
		return query.Condition{}, problem.List{problem.New("list.search_wide", "/q", "max", MaxFound)}
	}
	return query.Is("_id", "in", ids), nil
}
