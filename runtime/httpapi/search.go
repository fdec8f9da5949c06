package httpapi

import (
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/search"
	"huiyin/runtime"
)

// SearchGroup is what was found among the records of one form.
type SearchGroup struct {
	App      string       `json:"app"`
	AppTitle string       `json:"appTitle"`
	Form     string       `json:"form"`
	Title    string       `json:"title"`
	Items    []SearchItem `json:"items"`
	Next     string       `json:"next"`
}

// SearchItem is a record that was found, with where in it what was looked for stands. Title is cut into pieces.
type SearchItem struct {
	ID        string         `json:"id"`
	No        string         `json:"no"`
	Title     []search.Piece `json:"title"`
	Status    *StatusView    `json:"status"`
	CreatedAt time.Time      `json:"createdAt"`
	Facts     []string       `json:"facts"` // what tells it from others, where it has no status
	Found     []SearchFound  `json:"found"`
}

// SearchFound is a field in which it stands.
type SearchFound struct {
	Field  string         `json:"field"`
	Title  string         `json:"title"`
	Pieces []search.Piece `json:"pieces"`
}

// Searchable is a form whose records are searched, with the titles of the fields that are looked through.
type Searchable struct {
	App    string   `json:"app"`
	Form   string   `json:"form"`
	Title  string   `json:"title"`
	Fields []string `json:"fields"`
}

// SearchResult is the answer to a search. Partial tells that older records are not indexed yet.
type SearchResult struct {
	Groups  []SearchGroup `json:"groups"`
	Partial bool          `json:"partial"`
	Forms   []Searchable  `json:"forms"`
}

// How much of a record a result shows, in characters and fields.
const (
	shownTitle = 80
	shownText  = 60
	shownFound = 3
	shownFacts = 3
	shownFact  = 24
)

// getSearch looks through every form that the caller may read, or through those of one app, or one form. Without a
// text it tells what can be searched.
func (a *API) getSearch(c *fiber.Ctx) error {
	text := c.Query("q")
	if len([]rune(text)) > search.MaxLength {
		return problem.List{problem.New("search.long", "/q", "max", search.MaxLength)}
	}
	if c.Query("after") != "" && (c.Query("app") == "" || c.Query("form") == "") {
		return problem.List{problem.New("search.page", "/after")}
	}
	places := a.searched(c)
	if err := a.maySearch(c, places, text); err != nil {
		return err
	}
	out := SearchResult{Groups: []SearchGroup{}, Forms: []Searchable{}}
	for _, p := range places {
		out.Forms = append(out.Forms, searchable(p))
		if strings.TrimSpace(text) == "" {
			continue
		}
		records, next, partial, err := runtime.Lists{Submitter: a.Submitter}.Search(c.UserContext(), p.app, p.form, p.who,
			runtime.SearchRequest{Text: text, Limit: limit(c, 5), After: c.Query("after")})
		if err != nil {
			return err
		}
		if out.Partial = out.Partial || partial; len(records) > 0 {
			out.Groups = append(out.Groups, a.searchGroup(c, p, text, records, next))
		}
	}
	return c.JSON(out)
}

// searched are the forms that a search looks through.
func (a *API) searched(c *fiber.Ctx) (out []place) {
	for _, app := range a.Apps.All() {
		if key := c.Query("app"); key != "" && key != app.Key {
			continue
		}
		who := a.who(c, app.Key)
		for _, f := range app.Forms() {
			p := place{app: app, form: f, who: who, lang: a.lang(c)}
			if key := c.Query("form"); !f.Spec().Task && (key == "" || key == f.Key()) && p.may("read", nil) {
				out = append(out, p)
			}
		}
	}
	return out
}

func searchable(p place) Searchable {
	out := Searchable{App: p.app.Key, Form: p.form.Key(), Title: p.form.Title().In(p.lang), Fields: []string{}}
	level := runtime.Levels(p.app, p.form, p.who)
	last := ""
	for _, t := range p.form.Texts() {
		if f, _ := p.form.Field(t.Field); t.Field != last && level(t.Field) >= access.Read {
			out.Fields = append(out.Fields, f.Title.In(p.lang))
		}
		last = t.Field
	}
	return out
}

// maySearch counts and notes a search that tells whom a masked value belongs to: once, however many forms it is for.
func (a *API) maySearch(c *fiber.Ctx, places []place, text string) error {
	counted := false
	for _, p := range places {
		var masked []string
		for _, n := range (runtime.Lists{Submitter: a.Submitter}).Named(p.app, p.form, p.who, text) {
			if n.Masked {
				masked = append(masked, n.Field)
			}
		}
		if len(masked) == 0 {
			continue
		}
		if !counted {
			if err := a.countLookUp(p.who.ID); err != nil {
				return err
			}
			counted = true
		}
		if err := a.noteLookUp(c, p, strings.Join(masked, ", ")); err != nil {
			return err
		}
	}
	return nil
}

func (a *API) searchGroup(c *fiber.Ctx, p place, text string, records []*engine.Record, next string) SearchGroup {
	g := SearchGroup{App: p.app.Key, AppTitle: p.app.Title.In(p.lang), Form: p.form.Key(), Title: p.form.Title().In(p.lang), Next: next, Items: make([]SearchItem, len(records))}
	q, sight, level := search.Parse(text), a.sight(c, p), runtime.Levels(p.app, p.form, p.who)
	named := runtime.Lists{Submitter: a.Submitter}.Named(p.app, p.form, p.who, text)
	rows, summary := a.lister(c, p), summaryOf(p)
	for i, r := range records {
		title, _ := q.Pieces(r.Title, shownTitle)
		g.Items[i] = SearchItem{ID: r.ID, No: r.No, Title: title, Status: statusView(p.app, r.Proc, p.lang), CreatedAt: r.CreatedAt, Facts: facts(rows.item(r), summary), Found: []SearchFound{}}
		masked := p.form.Mask(r.Data, level)
		for _, f := range p.form.Fields() {
			if len(g.Items[i].Found) == shownFound {
				break
			}
			if pieces, hit := a.found(p, q, sight, f, masked[f.Key], r.Data[f.Key], level(f.Key), named); hit {
				g.Items[i].Found = append(g.Items[i].Found, SearchFound{f.Key, f.Title.In(p.lang), pieces})
			}
		}
	}
	return g
}

// summaryOf are the columns of the first view of a form without a process: its records have no status to go by.
func summaryOf(p place) []string {
	var out []string
	if p.form.Spec().Process != "" {
		return nil
	}
	for _, v := range viewsOf(p.app, p.form.Key(), p.who) {
		for _, col := range v.Spec.Columns {
			if f, ok := p.form.Field(col.Field); ok && f.Key != p.form.Spec().TitleField && f.Key != p.form.Spec().NumberField {
				out = append(out, f.Key)
			}
		}
		return out
	}
	return nil
}

// facts are the first short values of a record that its number and title do not say already.
func facts(item ListItem, summary []string) []string {
	out := []string{}
	for _, key := range summary {
		text := item.Cells[key].Text
		if text == "" || text == item.No || text == item.Title || len([]rune(text)) > shownFact {
			continue
		}
		if out = append(out, text); len(out) == shownFacts {
			break
		}
	}
	return out
}

// found tells whether what was looked for stands in a field, as the reader sees it.
func (a *API) found(p place, q search.Query, sight *runtime.Sight, f *form.CompiledField, shown, value any, level access.Level, named []runtime.Exact) ([]search.Piece, bool) {
	if shown == nil || f.Key == p.form.Spec().TitleField || f.Key == p.form.Spec().NumberField {
		return nil, false
	}
	text, _ := shown.(string)
	if level > access.Masked {
		text = p.form.Text(f.Key, shown, p.lang, sight.Name)
	}
	for _, n := range named {
		if n.Field == f.Key && n.Value == value {
			return []search.Piece{{Text: text, Hit: true}}, true
		}
	}
	if level <= access.Masked {
		return nil, false
	}
	return q.Pieces(text, shownText)
}
