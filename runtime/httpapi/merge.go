package httpapi

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/effect"
	"huiyin/engine/problem"
	"huiyin/engine/process"
	"huiyin/engine/query"
	"huiyin/runtime"
)

// MergeView is how a record stands to others that ask for the same.
type MergeView struct {
	Can     bool         `json:"can"`  // go up in another record
	Undo    bool         `json:"undo"` // be taken out again
	Comment string       `json:"comment"`
	Field   string       `json:"field"` // relation that says what it went up in
	Into    *MergedView  `json:"into"`
	Follows *StatusView  `json:"follows"` // status of that one, called as its customer reads it
	Members []MergedView `json:"members"`
}

// MergedView is a record of a merge, or one it could go up in. One the reader may not read has a number only.
type MergedView struct {
	ID        string      `json:"id"`
	No        string      `json:"no"`
	Title     string      `json:"title"`
	Status    *StatusView `json:"status"`
	Customer  string      `json:"customer,omitempty"`
	CreatedAt time.Time   `json:"createdAt"`
	Score     float64     `json:"score,omitempty"` // how alike the texts are, 0..1
	Readable  bool        `json:"readable"`
	Unfit     string      `json:"unfit,omitempty"` // why nothing more can go up in it, in words
}

func (a *API) mergeView(c *fiber.Ctx, p place, r *engine.Record, proc *process.Process, o engine.Offers, members []*engine.Record, s *runtime.Sight) *MergeView {
	spec := proc.Spec().Merge
	if spec == nil {
		return nil
	}
	v := &MergeView{Can: o.Merge, Undo: o.Unmerge, Comment: spec.Comment, Field: spec.Field, Members: []MergedView{}}
	if aside := r.Proc.Aside; aside != nil {
		if lead, err := a.Submitter.Load(c.UserContext(), p.app, p.form, aside.Into); err == nil {
			one := a.mergedView(p, lead, s)
			v.Into = &one
		}
		shown := r.Proc.Shown()
		v.Follows = statusView(p.app, &shown, p.lang)
		if steps := trackSteps(proc, r, p.lang); len(steps) > 0 {
			now := slices.IndexFunc(steps, func(s TrackStep) bool { return s.State == "now" || s.State == "done" })
			v.Follows.Title = cmp.Or(steps[max(now, 0)].Title, v.Follows.Title)
		}
	}
	for _, m := range members {
		v.Members = append(v.Members, a.mergedView(p, m, s))
	}
	return v
}

// mergedView is another record of a merge.
func (a *API) mergedView(p place, r *engine.Record, s *runtime.Sight) MergedView {
	if !p.may("read", r) {
		return MergedView{ID: r.ID, No: r.No, CreatedAt: r.CreatedAt}
	}
	return a.twin(p, r, s)
}

func (a *API) twin(p place, r *engine.Record, s *runtime.Sight) MergedView {
	v := MergedView{ID: r.ID, No: r.No, Title: r.Title, Status: statusView(p.app, r.Proc, p.lang), CreatedAt: r.CreatedAt, Readable: true}
	fields := p.app.Customers(p.form)
	if contact := p.form.Spec().Contact; contact != nil {
		fields = append(fields, contact.Name)
	}
	level := a.levels(p, r)
	for _, key := range fields {
		if value := r.Data[key]; value != nil && v.Customer == "" && level(key) > access.Masked {
			v.Customer = p.form.Text(key, value, p.lang, s.Name)
		}
	}
	return v
}

// readable loads another record of the form that the caller may read; what they may not is not there.
func (a *API) readable(ctx context.Context, p place, id string) (*engine.Record, error) {
	r, err := a.Submitter.Load(ctx, p.app, p.form, id)
	if err == nil && !p.may("read", r) {
		err = runtime.ErrGone
	}
	if errors.Is(err, runtime.ErrGone) {
		return nil, problem.List{problem.New("process.merge_gone", "/to")}
	}
	return r, err
}

// alikeShown is how many records are offered at once, and unfitShown how many beside them that cannot be chosen; of those
// that nobody looked for, only what is alikeEnough.
const (
	alikeShown  = 10
	unfitShown  = 3
	alikeEnough = 0.2
)

// getAlike lists records that this one could go up in: those with a similar text, or with q in number or title. After
// them come a few that nothing can go up in any more, with the reason: what was dealt with before is good to know.
func (a *API) getAlike(c *fiber.Ctx) error {
	p, r, err := a.open(c)
	if err != nil {
		return err
	}
	out, unfit := []MergedView{}, []MergedView{}
	spec := mergeOf(p, r)
	if spec == nil {
		return c.JSON(fiber.Map{"items": out})
	}
	ids, err := a.alikeTo(c, p, r)
	if err != nil {
		return err
	}
	s := a.sight(c, p)
	for _, one := range ids {
		other, err := a.readable(c.UserContext(), p, one.ID)
		if err != nil || one.ID == r.ID || other.Proc == nil || len(out) == alikeShown {
			continue
		}
		v := a.twin(p, other, s)
		v.Score = one.Score
		if v.Unfit = unfitFor(spec, other, v.Status, p.lang); v.Unfit == "" {
			out = append(out, v)
		} else if len(unfit) < unfitShown && (c.Query("q") != "" || other.Proc.Aside == nil && !other.Open()) {
			unfit = append(unfit, v)
		}
	}
	return c.JSON(fiber.Map{"items": append(out, unfit...)})
}

// unfitFor says in words why nothing more can go up in a record, "" when something can.
func unfitFor(spec *process.Merge, r *engine.Record, status *StatusView, lang string) string {
	into, title := "", ""
	if r.Proc.Aside != nil {
		into = r.Proc.Aside.Into
	}
	if status != nil {
		title = status.Title
	}
	code := spec.Unfit(r.Proc.State, r.Proc.Status, into, len(r.Proc.Members))
	if code == "" {
		return ""
	}
	return problem.Sentence(lang, code, map[string]any{"no": r.No, "status": title, "max": process.MaxMembers})
}

func mergeOf(p place, r *engine.Record) *process.Merge {
	if r.Proc == nil {
		return nil
	}
	proc, ok := p.app.Process(r.Proc.Process, r.Proc.Release)
	if !ok {
		return nil
	}
	return proc.Spec().Merge
}

// alikeTo finds records by what was typed, else by the text of the record itself, the most alike first.
func (a *API) alikeTo(c *fiber.Ctx, p place, r *engine.Record) ([]effect.Similar, error) {
	text := strings.TrimSpace(c.Query("q"))
	if text == "" {
		got, err := a.Submitter.Answers.Answer(c.UserContext(), p.app, effect.Need{Kind: effect.NeedSimilar, Form: p.form.Key(),
			Text: engine.SimilarText(p.form.Spec(), r.Data), Limit: 3 * alikeShown})
		return slices.DeleteFunc(got.Similar, func(s effect.Similar) bool { return s.Score < alikeEnough }), err
	}
	q := runtime.ListRequest{Limit: 3 * alikeShown, Narrowing: runtime.Narrowing{Filter: query.Condition{Any: []query.Condition{
		{Field: "record.no", Op: "contains", Value: text}, {Field: "record.title", Op: "contains", Value: text}}}}}
	found, _, _, err := runtime.Lists{Submitter: a.Submitter}.Page(c.UserContext(), p.app, p.form, p.who, q)
	var out []effect.Similar
	mine := engine.NewLikeness(engine.SimilarText(p.form.Spec(), r.Data))
	for _, one := range found {
		out = append(out, effect.Similar{ID: one.ID, Score: mine.To(engine.SimilarText(p.form.Spec(), one.Data))})
	}
	return out, err
}
