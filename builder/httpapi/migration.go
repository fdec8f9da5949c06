package httpapi

import (
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/definition"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/engine/process"
	"huiyin/runtime"
	"huiyin/runtime/httpapi"
)

// ForesightView is what publishing would do to the running records of one process.
type ForesightView struct {
	Process string      `json:"process"`
	Form    string      `json:"form"`
	Title   string      `json:"title"`
	Running int         `json:"running"`
	Pinned  int         `json:"pinned"`  // left on an older release by an earlier choice
	Moving  int         `json:"moving"`  // go on by themselves
	Mapped  int         `json:"mapped"`  // go where the plan says
	Failing int         `json:"failing"` // have no place yet
	Places  []PlaceView `json:"places"`
	// Going are some of those that go on by themselves.
	Going []MovedRecord `json:"going"`
	// Statuses and Nodes are where they can go.
	Statuses []ChoiceView `json:"statuses"`
	Nodes    []ChoiceView `json:"nodes"`
}

// PlaceView is a status and step that running records stand in and the new process has no room for.
type PlaceView struct {
	Status      string        `json:"status"`
	StatusTitle string        `json:"statusTitle"`
	Node        string        `json:"node"`
	NodeTitle   string        `json:"nodeTitle"`
	Count       int           `json:"count"`
	Failing     int           `json:"failing"`
	Problems    problem.List  `json:"problems"`
	Records     []MovedRecord `json:"records"`
}

// ChoiceView is a status or step to go to; only steps for people can be chosen, each with its status.
type ChoiceView struct {
	Key    string `json:"key"`
	Title  string `json:"title"`
	Status string `json:"status,omitempty"`
}

// MovedRecord is a record as the reader may call it; without read permission only its id.
type MovedRecord struct {
	ID     string `json:"id"`
	No     string `json:"no"`
	Title  string `json:"title"`
	Status string `json:"status"`
}

// foresee is the dry run of a publish of the drafts, or with "restore" of an earlier release.
func (d *API) foresee(c *fiber.Ctx) error {
	var in struct {
		runtime.MigrationOrder
		Restore int `json:"restore"`
	}
	if len(c.Body()) > 0 {
		if err := httpapi.Read(c, &in); err != nil {
			return err
		}
	}
	b, err := d.candidate(c, in.Restore)
	if err != nil {
		return err
	}
	next, problems := d.host.Apps.Draft(b)
	if err := problems.Err(); err != nil {
		return err
	}
	app, _ := d.host.Apps.Get(c.Params("app"))
	list, err := d.Migrator.Foresee(c.UserContext(), app, next, in.MigrationOrder)
	if err != nil {
		return err
	}
	out := make([]ForesightView, 0, len(list))
	for _, one := range list {
		out = append(out, d.foresightView(c, app, next, one))
	}
	gone, err := d.Migrator.GoneOptions(c.UserContext(), app, next)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"processes": out, "options": optionViews(gone, d.host.Lang(c))})
}

// GoneView is an option that goes while records hold it, and what can take its place.
type GoneView struct {
	Form        string       `json:"form"`
	Field       string       `json:"field"`
	FieldTitle  string       `json:"fieldTitle"`
	Option      string       `json:"option"`
	OptionTitle string       `json:"optionTitle"`
	Count       int          `json:"count"`
	Choices     []ChoiceView `json:"choices"`
}

func optionViews(gone []runtime.GoneOption, lang string) []GoneView {
	out := []GoneView{}
	for _, g := range gone {
		v := GoneView{Form: g.Form.Key(), Field: g.Field, FieldTitle: g.Field, Option: g.Option, OptionTitle: g.Form.Text(g.Field, g.Option, lang, nil), Count: g.Count}
		if f, ok := g.Form.Field(g.Field); ok {
			v.FieldTitle = named(f.Title, g.Field, lang)
		}
		for _, key := range g.Choices {
			v.Choices = append(v.Choices, ChoiceView{Key: key, Title: g.Next.Text(g.Field, key, lang, nil)})
		}
		out = append(out, v)
	}
	return out
}

// candidate is what would be published: the drafts, or a release.
func (d *API) candidate(c *fiber.Ctx, release int) (definition.Bundle, error) {
	app, _ := d.host.Apps.Get(c.Params("app"))
	if release == 0 {
		b, _, err := d.Drafts.Bundle(c.UserContext(), app.Key)
		return b, err
	}
	if release < 1 || release > app.Release {
		return definition.Bundle{}, problem.List{problem.New("release.unknown", "", "number", release)}
	}
	return d.Publisher.Bundle(c.UserContext(), app.Key, release)
}

func (d *API) foresightView(c *fiber.Ctx, app, next *engine.App, one runtime.Foresight) ForesightView {
	lang := d.host.Lang(c)
	v := ForesightView{Process: one.Process, Form: one.Form.Key(), Title: app.TitleOf("process", one.Process, lang), Running: one.Running,
		Pinned: one.Pinned, Moving: one.Moving, Mapped: one.Mapped, Failing: one.Failing, Places: []PlaceView{}, Going: []MovedRecord{}, Statuses: []ChoiceView{}, Nodes: []ChoiceView{}}
	for _, p := range one.Places {
		place := PlaceView{Status: p.Status, StatusTitle: named(p.StatusTitle, p.Status, lang), Node: p.Node, NodeTitle: named(p.NodeTitle, p.Node, lang),
			Count: p.Count, Failing: p.Failing, Records: []MovedRecord{}}
		titled := slices.Clone(p.Why)
		for i := range titled {
			titled[i].Params = withTitles(titled[i].Params, v.Title, place, one.Next, lang)
		}
		place.Problems = warnings(lang, titled)
		for _, r := range p.Examples {
			place.Records = append(place.Records, d.movedRecord(c, app, one.Form, r, place.StatusTitle))
		}
		v.Places = append(v.Places, place)
	}
	if one.Next == nil {
		return v
	}
	for _, r := range one.Going {
		status, _ := one.Next.Status(r.Proc.Status)
		v.Going = append(v.Going, d.movedRecord(c, app, one.Form, r, named(status.Title, r.Proc.Status, lang)))
	}
	for _, n := range one.Next.Spec().Nodes {
		if _, human := one.Next.Human(n.Key); human {
			v.Nodes = append(v.Nodes, ChoiceView{Key: n.Key, Title: named(n.Title, n.Key, lang), Status: n.Status})
		}
	}
	for _, s := range one.Next.Spec().Statuses {
		if slices.ContainsFunc(v.Nodes, func(n ChoiceView) bool { return n.Status == s.Key }) {
			v.Statuses = append(v.Statuses, ChoiceView{Key: s.Key, Title: named(s.Title, s.Key, lang)})
		}
	}
	return v
}

func (d *API) movedRecord(c *fiber.Ctx, app *engine.App, f *form.Form, r *engine.Record, status string) MovedRecord {
	no, title := d.host.Called(c, app, f, r)
	return MovedRecord{ID: r.ID, No: no, Title: title, Status: status}
}

func named(t definition.Text, key, lang string) string {
	if title := t.In(lang); title != "" {
		return title
	}
	return key
}

// withTitles puts the titles of a process, of a place in it, and of where it was to lead, into the facts of a problem.
func withTitles(params map[string]any, flow string, at PlaceView, next *process.Process, lang string) map[string]any {
	out := map[string]any{}
	for key, v := range params {
		out[key] = v
		if text, ok := v.(string); ok && next != nil && (key == "to" || key == "other") {
			n, _ := next.Node(text)
			s, _ := next.Status(text)
			out[key] = named(n.Title, named(s.Title, text, lang), lang)
		}
	}
	if out["process"] != nil {
		out["process"] = flow
	}
	out["status"], out["node"] = at.StatusTitle, at.NodeTitle
	return out
}

// MigrationView tells how far the records under way have come to the current release.
type MigrationView struct {
	Release  int         `json:"release"`
	State    string      `json:"state"` // none, running, done
	Total    int         `json:"total"`
	Moved    int         `json:"moved"`
	Failed   int         `json:"failed"`
	Pinned   int         `json:"pinned"`
	Left     int         `json:"left"`
	Seals    int         `json:"seals"`    // records with values to be sealed or opened when it began
	Unsealed int         `json:"unsealed"` // those of them that are left
	Begun    *time.Time  `json:"begun"`
	Ended    *time.Time  `json:"ended"`
	Items    []MovedView `json:"items"`
	Next     string      `json:"next"`
}

// MovedView is what became of one record.
type MovedView struct {
	Record   MovedRecord  `json:"record"`
	Form     string       `json:"form"`
	State    string       `json:"state"` // moved, pinned, failed, kept
	From     int          `json:"from"`
	At       time.Time    `json:"at"`
	Problems problem.List `json:"problems"`
}

// migration answers with the counts and a page of single records, of ?state= only when given.
func (d *API) migration(c *fiber.Ctx) error {
	app, _ := d.host.Apps.Get(c.Params("app"))
	p, there, err := d.Migrator.Progress(c.UserContext(), app)
	if err != nil {
		return err
	}
	v := MigrationView{Release: app.Release, State: "none", Items: []MovedView{}}
	if !there {
		return c.JSON(v)
	}
	v.State, v.Begun, v.Ended = "running", &p.Begun, p.Ended
	if p.Ended != nil {
		v.State = "done"
	}
	v.Total, v.Moved, v.Failed, v.Pinned, v.Left = p.Total, p.Moved, p.Failed, p.Pinned, p.Left
	v.Seals, v.Unsealed = p.Seals, p.Unsealed
	list, next, err := d.Migrator.Results(c.UserContext(), app, c.Query("state"), c.Query("after"))
	if err != nil {
		return err
	}
	v.Next = next
	for _, one := range list {
		item, err := d.movedView(c, app, one)
		if err != nil {
			return err
		}
		v.Items = append(v.Items, item)
	}
	return c.JSON(v)
}

func (d *API) movedView(c *fiber.Ctx, app *engine.App, one runtime.Moved) (MovedView, error) {
	lang := d.host.Lang(c)
	v := MovedView{Record: MovedRecord{ID: one.Record, Status: one.Status}, Form: one.Form, State: one.State, From: one.From, At: one.At, Problems: problem.List{}}
	at := PlaceView{StatusTitle: one.Status, NodeTitle: one.Node}
	f, ok := app.Form(one.Form)
	if !ok {
		return v, nil
	}
	var next *process.Process
	if was, ok := app.Process(f.Spec().Process, one.From); ok {
		s, _ := was.Status(one.Status)
		n, _ := was.Node(one.Node)
		at.StatusTitle, at.NodeTitle = named(s.Title, one.Status, lang), named(n.Title, one.Node, lang)
		next, _ = app.Current(f.Spec().Process)
	}
	for _, p := range one.Problems {
		v.Problems = append(v.Problems, problem.Problem{Code: p.Code, Params: withTitles(p.Params, app.TitleOf("process", f.Spec().Process, lang), at, next, lang)})
	}
	v.Problems = warnings(lang, v.Problems)
	r, err := d.host.Submitter.LoadAny(c.UserContext(), app, f, one.Record)
	if err == nil {
		v.Record = d.movedRecord(c, app, f, r, at.StatusTitle)
	}
	return v, nil
}

// retry looks again at the records that could not be moved, with what the body adds to the plan.
func (d *API) retry(c *fiber.Ctx) error {
	var in runtime.MigrationOrder
	if len(c.Body()) > 0 {
		if err := httpapi.Read(c, &in); err != nil {
			return err
		}
	}
	app, _ := d.host.Apps.Get(c.Params("app"))
	if err := d.Migrator.Retry(c.UserContext(), app, in); err != nil {
		return err
	}
	d.note(c, "migrate", app.Key, "")
	return c.SendStatus(fiber.StatusAccepted)
}
