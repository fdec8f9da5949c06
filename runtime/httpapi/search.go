package httpapi

import (
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

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

// SearchItem is a record that was found, with where in it what was looked for stands: its number and title are cut into
// pieces, and so is what else says why.
type SearchItem struct {
	ID        string         `json:"id"`
	No        []search.Piece `json:"no"`
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

// SearchResult is the answer to a search. Apart tells that nothing has the words together, so that they were looked for
// one by one; Partial that older records are not indexed yet.
type SearchResult struct {
	Groups  []SearchGroup `json:"groups"`
	Apart   bool          `json:"apart"`
	Partial bool          `json:"partial"`
}

// How much of a record a result shows, in characters and fields.
const (
	shownTitle = 80
	shownText  = 60
	shownFound = 3
	shownFacts = 3
	shownFact  = 24
)

// getSearch looks through every form that the caller may read, or through those of one app, or one form. What was asked
// for by number comes first.
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
	q := runtime.SearchRequest{Text: text, Limit: limit(c, 5), After: c.Query("after")}
	out, err := a.lookThrough(c, places, q)
	if _, more := q.Query().Apart(); err == nil && len(out.Groups) == 0 && more {
		q.Apart = true
		out, err = a.lookThrough(c, places, q)
		out.Apart = len(out.Groups) > 0
	}
	if err != nil {
		return err
	}
	return c.JSON(out)
}

func (a *API) lookThrough(c *fiber.Ctx, places []place, q runtime.SearchRequest) (SearchResult, error) {
	out, named := SearchResult{Groups: []SearchGroup{}}, 0
	if strings.TrimSpace(q.Text) == "" {
		return out, nil
	}
	for _, p := range places {
		found, err := runtime.Lists{Submitter: a.Submitter}.Search(c.UserContext(), p.app, p.form, p.who, q)
		if err != nil {
			return out, err
		}
		out.Partial = out.Partial || found.Partial
		switch {
		case len(found.Records) == 0:
		case q.Query().Names(found.Records[0].No):
			out.Groups = slices.Insert(out.Groups, named, a.searchGroup(c, p, q, found))
			named++
		default:
			out.Groups = append(out.Groups, a.searchGroup(c, p, q, found))
		}
	}
	return out, nil
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

func (a *API) searchGroup(c *fiber.Ctx, p place, q runtime.SearchRequest, found runtime.Found) SearchGroup {
	g := SearchGroup{App: p.app.Key, AppTitle: p.app.Title.In(p.lang), Form: p.form.Key(), Title: p.form.Title().In(p.lang), Next: found.Next, Items: make([]SearchItem, len(found.Records))}
	in, rows, summary := a.reader(c, p, q), a.lister(c, p), summaryOf(p)
	in.behind = found.Behind
	for i, r := range found.Records {
		title, _ := in.query.Pieces(r.Title, shownTitle)
		no, _ := in.query.Pieces(r.No, shownTitle)
		g.Items[i] = SearchItem{ID: r.ID, No: no, Title: title, Status: statusView(p.app, r.Proc, p.lang), CreatedAt: r.CreatedAt, Facts: facts(rows.item(r), summary), Found: in.where(r)}
	}
	return g
}

// summaryOf are the columns of the first view of a form without a process: its records have no status to go by.
func summaryOf(p place) []string {
	var out []string
	if p.form.Spec().Process != "" {
		return nil
	}
	views := viewsOf(p.app, p.form.Key(), p.who)
	if len(views) == 0 {
		return nil
	}
	for _, col := range views[0].Spec.Columns {
		if f, ok := p.form.Field(col.Field); ok && f.Key != p.form.Spec().TitleField && f.Key != p.form.Spec().NumberField {
			out = append(out, f.Key)
		}
	}
	return out
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
