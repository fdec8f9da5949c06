package httpapi

import (
	"slices"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"huiyin/builder"
	"huiyin/builder/phrase"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/engine/reference"
	"huiyin/runtime"
	"huiyin/runtime/httpapi"
)

// ChangesView is what is different since a release, in words, and what it means for records.
type ChangesView struct {
	Since    int             `json:"since"`
	Changes  []phrase.Change `json:"changes"`
	Affected []AffectedView  `json:"affected"`
	// Drafts are the revisions of the drafts that were looked at, by "kind/key": what a publish says it has seen.
	Drafts map[string]int64 `json:"drafts,omitempty"`
}

// AffectedView is how many records a change concerns. Gone says that what they hold or stand in goes away. Count is -1
// when there are too many to count now.
type AffectedView struct {
	Kind  string `json:"kind"`
	Key   string `json:"key"`
	Part  string `json:"part"` // field, option, status, node; "" is the whole definition
	Name  string `json:"name"`
	Gone  bool   `json:"gone"`
	Count int64  `json:"count"`
	Seal  string `json:"seal,omitempty"` // sealed or opened: what becomes of the field's values in the store
	Words string `json:"words"`
}

// changes says what publishing the drafts would change.
func (d *API) changes(c *fiber.Ctx) error {
	app := c.Params("app")
	out, err := d.Drafts.Changes(c.UserContext(), app, d.host.Lang(c))
	if err != nil {
		return err
	}
	return d.compared(c, out)
}

func (d *API) compared(c *fiber.Ctx, out builder.Comparison) error {
	app, lang := c.Params("app"), d.host.Lang(c)
	affected, err := d.Drafts.Affected(c.UserContext(), app, out)
	if err != nil {
		return err
	}
	view := ChangesView{Since: out.Since, Changes: out.Changes, Affected: []AffectedView{}, Drafts: out.Drafts}
	book := out.Before(lang)
	for _, a := range affected {
		view.Affected = append(view.Affected, AffectedView{Kind: a.Kind, Key: a.Key, Part: a.Part, Name: a.Name, Gone: a.Gone, Seal: a.Seal,
			Count: a.Count, Words: affectedWords(lang, a, book)})
	}
	return c.JSON(view)
}

func affectedWords(lang string, a builder.Affected, book *phrase.Book) string {
	params := map[string]any{"count": a.Count, "what": book.Noun(a.Target)}
	switch {
	case a.Count < 0:
		return problem.Sentence(lang, "affected.uncounted", params)
	case a.Seal == builder.Sealed:
		return problem.Sentence(lang, "affected.sealed", params)
	case a.Seal == builder.Opened:
		return problem.Sentence(lang, "affected.opened", params)
	case a.Part == reference.Field, a.Part == reference.Option, a.Kind == "form":
		return problem.Sentence(lang, "affected.hold", params)
	}
	return problem.Sentence(lang, "affected.stand", params)
}

// number reads a release of the path or the query that was published.
func (d *API) number(c *fiber.Ctx, text string) (int, error) {
	app, _ := d.host.Apps.Get(c.Params("app"))
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > app.Release {
		return 0, problem.List{problem.New("release.unknown", "", "number", text)}
	}
	return n, nil
}

// compare says what leads to a release from another, the one before it by default.
func (d *API) compare(c *fiber.Ctx) error {
	number, err := d.number(c, c.Params("number"))
	if err != nil {
		return err
	}
	since := number - 1
	if text := c.Query("since"); text != "" && text != "0" {
		if since, err = d.number(c, text); err != nil {
			return err
		}
	}
	out, err := d.Publisher.Compare(c.UserContext(), c.Params("app"), since, number, d.host.Lang(c))
	if err != nil {
		return err
	}
	return c.JSON(ChangesView{Since: out.Since, Changes: out.Changes, Affected: []AffectedView{}})
}

// earlier answers with a definition as it was in a release.
func (d *API) earlier(c *fiber.Ctx) error {
	number, err := d.number(c, c.Params("number"))
	if err != nil {
		return err
	}
	b, err := d.Publisher.Bundle(c.UserContext(), c.Params("app"), number)
	if err != nil {
		return err
	}
	def, ok := b.Get(c.Params("kind"), c.Params("key"))
	if !ok {
		return runtime.ErrGone
	}
	return c.JSON(def)
}

// UseView is a place that uses something.
type UseView struct {
	Kind    string `json:"kind"`
	Key     string `json:"key"`
	Title   string `json:"title"`
	Pointer string `json:"pointer"`
	Words   string `json:"words"`
}

// parts are the query parameters that name a part of a definition, with the part each is.
var parts = []string{reference.Field, reference.Option, reference.Item, reference.Status, reference.Node, reference.Press,
	reference.People, reference.SLA, reference.Level, reference.Promise}

// difference says what the draft somebody else saved has that the caller's own text of the definition has not: what a
// second designer reads before taking one or the other.
func (d *API) difference(c *fiber.Ctx) error {
	own, problems := definition.Decode(c.Body())
	if err := problems.Err(); err != nil {
		return err
	}
	ctx, app, lang := c.UserContext(), c.Params("app"), d.host.Lang(c)
	b, _, err := d.Drafts.Bundle(ctx, app)
	if err != nil {
		return err
	}
	draft, under, err := d.Drafts.Find(ctx, app, own.Kind, own.Key)
	if err != nil || !under {
		if err == nil {
			err = runtime.ErrGone
		}
		return err
	}
	changes := phrase.Changes(b.With(own), b, lang)
	c.Set(fiber.HeaderETag, tag(builder.Seen{Rev: draft.Rev}))
	return c.JSON(fiber.Map{"theirs": d.draftView(c, draft), "changes": changes})
}

func useViews(book *phrase.Book, list []reference.Reference) []UseView {
	out := []UseView{}
	for _, r := range list {
		out = append(out, UseView{Kind: r.Kind, Key: r.Key, Title: book.Title(r.Kind, r.Key), Pointer: r.Pointer,
			Words: book.Full(r.Kind, r.Key, r.Pointer)})
	}
	return out
}

// replace makes every place that uses a thing use another instead, in drafts. What it cannot change is left and listed.
func (d *API) replace(c *fiber.Ctx) error {
	var in struct {
		Kind string `json:"kind"`
		Key  string `json:"key"`
		Part string `json:"part"` // as in the query of uses; "" is the whole definition
		Name string `json:"name"`
		With string `json:"with"`
		// Elsewhere leaves the definition itself alone: whoever asks has it open.
		Elsewhere bool `json:"elsewhere"`
	}
	if err := httpapi.Read(c, &in); err != nil {
		return err
	}
	if in.Part != "" && (!slices.Contains(parts, in.Part) || in.Name == "") || !slices.Contains(definition.Kinds(), in.Kind) {
		return problem.List{problem.New("definition.kind_unknown", "/kind", "kind", in.Kind, "known", definition.Kinds())}
	}
	app, lang := c.Params("app"), d.host.Lang(c)
	swap := builder.Swap{Target: reference.Target{Kind: in.Kind, Key: in.Key, Part: in.Part, Name: in.Name}, With: in.With, Elsewhere: in.Elsewhere}
	got, problems, err := d.Drafts.Replace(c.UserContext(), app, swap, lang, by(c))
	if err == nil {
		err = problems.Err()
	}
	if err != nil {
		return err
	}
	d.note(c, "draft_started", app, in.Kind+"/"+in.Key+" "+in.Name+" → "+in.With)
	return c.JSON(fiber.Map{"changes": got.Changes, "left": useViews(phrase.New(got.Bundle, lang), got.Left)})
}

// uses lists every place that uses a definition or a part of it, drafts in place.
func (d *API) uses(c *fiber.Ctx) error {
	b, _, err := d.Drafts.Bundle(c.UserContext(), c.Params("app"))
	if err != nil {
		return err
	}
	t := reference.Target{Kind: c.Query("kind"), Key: c.Query("key")}
	if !slices.Contains(definition.Kinds(), t.Kind) || t.Key == "" {
		return problem.List{problem.New("definition.kind_unknown", "/kind", "kind", t.Kind, "known", definition.Kinds())}
	}
	for _, part := range parts {
		if name := c.Query(part); name != "" {
			t.Part, t.Name = part, name
		}
	}
	return c.JSON(useViews(phrase.New(b, d.host.Lang(c)), reference.Uses(b, t)))
}
