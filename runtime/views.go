package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/runtime/store"
)

// Saved is a view of a form's records that a person keeps beside those of the app's definitions. Its filter and sort
// name fields by key; what a reader may ask for is checked whenever it is used.
type Saved struct {
	ID  string `json:"id"`
	Rev int64  `json:"rev"`
	SavedContent
	By  string `json:"by"`            // who made it
	Key string `json:"key,omitempty"` // idempotency key of the request that made it
}

// SavedContent is what a person says about a view. A shared one is for everybody who reads the form, or for those who
// have one of Roles; Look is "table", "board" or "" for either.
type SavedContent struct {
	Title   string              `json:"title"`
	Columns []definition.Column `json:"columns"`
	Filter  json.RawMessage     `json:"filter,omitempty"`
	Sort    []definition.Sort   `json:"sort,omitempty"`
	Look    string              `json:"look,omitempty"`
	Shared  bool                `json:"shared,omitempty"`
	Roles   []string            `json:"roles,omitempty"`
}

// Kept is what one person finds saved for a form: their own views, those that are shared, and which view, of the
// definitions or saved, the list opens with for them; "" = the one that comes first.
type Kept struct {
	Own, Shared []Saved
	Start       string
}

// viewSet is a document: all that one person keeps of one form, or all that is shared of it. One write changes it, so
// that limits and names hold whoever else writes.
type viewSet struct {
	Views []Saved `json:"views"`
	Start string  `json:"start,omitempty"`
}

// ViewBook keeps saved views. Nothing of them is kept in memory: they are the same on every node at once.
type ViewBook struct {
	Store store.Store
	Now   func() time.Time
}

// ViewMark begins the keys of saved views, as no key of a definition does.
const ViewMark = "-"

// Bounds of saved views.
const (
	maxViewTitle   = 60 // characters
	maxViews       = 50 // of one person, or shared, for one form
	maxViewColumns = 60
	maxViewSort    = 3
	maxViewFilter  = 16 << 10 // bytes
	maxViewWidth   = 2000     // pixels of a column
	viewTries      = 12
)

// Check returns what is wrong with a view by itself; whether its fields may be read is for Lists to say.
func (v SavedContent) Check() problem.List {
	var problems problem.List
	if strings.TrimSpace(v.Title) == "" {
		problems.Add("view.title_required", "/title")
	}
	if utf8.RuneCountInString(v.Title) > maxViewTitle {
		problems.Add("view.title_long", "/title", "max", maxViewTitle)
	}
	if len(v.Columns) > maxViewColumns {
		problems.Add("view.columns_many", "/columns", "max", maxViewColumns)
	}
	for i, c := range v.Columns {
		at := problem.Pointer("columns", i)
		if c.Width < 0 || c.Width > maxViewWidth {
			problems.Add("view.column_width", at, "max", maxViewWidth)
		}
		if slices.ContainsFunc(v.Columns[:i], func(o definition.Column) bool { return o.Field == c.Field }) {
			problems.Add("view.column_twice", at, "field", c.Field)
		}
	}
	if len(v.Sort) > maxViewSort {
		problems.Add("view.sort_many", "/sort", "max", maxViewSort)
	}
	if len(v.Filter) > maxViewFilter {
		problems.Add("view.filter_large", "/filter", "max", maxViewFilter>>10)
	}
	if !slices.Contains([]string{"", "table", "board"}, v.Look) {
		problems.Add("view.look_unknown", "/look", "look", v.Look)
	}
	return problems
}

// viewsID names the document of a person's views of a form; user "" is what is shared. Keys have no dots.
func viewsID(app, form, user string) string { return app + "." + form + "." + user }

func (b *ViewBook) read(ctx context.Context, id string) (viewSet, int64, error) {
	docs, err := b.Store.Get(ctx, Views, id)
	if err != nil || len(docs) == 0 {
		return viewSet{}, 0, err
	}
	var d viewSet
	err = json.Unmarshal(docs[0].Body, &d)
	return d, docs[0].Rev, err
}

// Of returns what a person finds saved for a form.
func (b *ViewBook) Of(ctx context.Context, app, form, user string) (Kept, error) {
	docs, err := b.Store.Get(ctx, Views, viewsID(app, form, user), viewsID(app, form, ""))
	var s Kept
	for _, doc := range docs {
		var d viewSet
		if err == nil {
			err = json.Unmarshal(doc.Body, &d)
		}
		if doc.ID == viewsID(app, form, "") {
			s.Shared = d.Views
		} else {
			s.Own, s.Start = d.Views, d.Start
		}
	}
	// One that is on its way between the two counts as shared.
	s.Own = slices.DeleteFunc(s.Own, func(v Saved) bool {
		return slices.ContainsFunc(s.Shared, func(o Saved) bool { return o.ID == v.ID })
	})
	return s, err
}

// edit changes a document as how says, again when somebody else was faster.
func (b *ViewBook) edit(ctx context.Context, id string, how func(*viewSet) error) error {
	for try := 0; ; try++ {
		if err := giveWay(ctx, try); err != nil {
			return err
		}
		d, rev, err := b.read(ctx, id)
		if err != nil {
			return err
		}
		if err := how(&d); err != nil {
			return err
		}
		body, err := json.Marshal(d)
		if err != nil {
			return err
		}
		err = b.Store.Write(ctx, store.Op{Collection: Views, ID: id, IfRev: rev, Body: body})[0].Err
		if !lost(err) || try == viewTries {
			return err
		}
	}
}

// Save keeps a new view that has passed Check; a repeat with the same key returns what the first one kept.
func (b *ViewBook) Save(ctx context.Context, app, form, user, key string, in SavedContent) (made Saved, err error) {
	made = Saved{ID: ViewMark + NewID(b.Now()), Rev: 1, SavedContent: in, By: user, Key: key}
	err = b.edit(ctx, b.home(app, form, user, in.Shared), func(d *viewSet) error {
		if i := slices.IndexFunc(d.Views, func(v Saved) bool { return key != "" && v.Key == key }); i >= 0 {
			made = d.Views[i]
			return nil
		}
		return d.put(made)
	})
	return made, err
}

// Change replaces a view that is at revision rev by one that has passed Check: problem view.changed when it no longer is, ErrGone when there is none.
func (b *ViewBook) Change(ctx context.Context, app, form, user string, old Saved, rev int64, in SavedContent) (Saved, error) {
	if old.Rev != rev {
		return old, viewChanged
	}
	next := Saved{ID: old.ID, Rev: old.Rev + 1, SavedContent: in, By: old.By, Key: old.Key}
	from, to := b.home(app, form, user, old.Shared), b.home(app, form, user, in.Shared)
	if from != to {
		return next, b.carry(ctx, from, to, old, next)
	}
	return next, b.edit(ctx, to, func(d *viewSet) error {
		if err := d.at(old.ID, rev); err != nil {
			return err
		}
		return d.put(next)
	})
}

// carry moves a view to another document. Its revision goes up where it is first, so that whoever has seen the old one
// changes and deletes nothing meanwhile; it goes back when the view cannot move.
func (b *ViewBook) carry(ctx context.Context, from, to string, old, next Saved) error {
	mark := func(was, is int64) error {
		return b.edit(ctx, from, func(d *viewSet) error {
			if err := d.at(old.ID, was); err != nil {
				return err
			}
			marked := old
			marked.Rev = is
			return d.put(marked)
		})
	}
	if err := mark(old.Rev, next.Rev); err != nil {
		return err
	}
	if err := b.edit(ctx, to, func(d *viewSet) error { return d.put(next) }); err != nil {
		return errors.Join(err, mark(next.Rev, old.Rev))
	}
	return b.edit(ctx, from, func(d *viewSet) error { d.drop(old.ID); return nil })
}

// Drop deletes a view that is at revision rev.
func (b *ViewBook) Drop(ctx context.Context, app, form, user string, old Saved, rev int64) error {
	return b.edit(ctx, b.home(app, form, user, old.Shared), func(d *viewSet) error {
		if err := d.at(old.ID, rev); err != nil {
			return err
		}
		d.drop(old.ID)
		return nil
	})
}

// Begin makes a person's list open with a view; "" is the one that comes first.
func (b *ViewBook) Begin(ctx context.Context, app, form, user, view string) error {
	return b.edit(ctx, viewsID(app, form, user), func(d *viewSet) error {
		d.Start = view
		return nil
	})
}

func (b *ViewBook) home(app, form, user string, shared bool) string {
	if shared {
		user = ""
	}
	return viewsID(app, form, user)
}

var viewChanged = problem.List{problem.New("view.changed", "")}

// at reports whether a view is there as it was seen.
func (d *viewSet) at(id string, rev int64) error {
	i := slices.IndexFunc(d.Views, func(v Saved) bool { return v.ID == id })
	if i < 0 {
		return ErrGone
	}
	if d.Views[i].Rev != rev {
		return viewChanged
	}
	return nil
}

// put adds a view or replaces it. Two of one name could not be told apart.
func (d *viewSet) put(v Saved) error {
	same := func(o Saved) bool { return o.ID == v.ID }
	if slices.ContainsFunc(d.Views, func(o Saved) bool { return !same(o) && strings.EqualFold(o.Title, v.Title) }) {
		return problem.List{problem.New("view.title_taken", "/title", "title", v.Title)}
	}
	if i := slices.IndexFunc(d.Views, same); i >= 0 {
		d.Views[i] = v
		return nil
	}
	if len(d.Views) >= maxViews {
		return problem.List{problem.New("view.too_many", "", "max", maxViews)}
	}
	d.Views = append(d.Views, v)
	return nil
}

func (d *viewSet) drop(id string) {
	d.Views = slices.DeleteFunc(d.Views, func(v Saved) bool { return v.ID == id })
	if d.Start == id {
		d.Start = ""
	}
}
