package httpapi

import (
	"context"
	"errors"
	"slices"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/form/field"
	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/store"
)

// Bounds of a comment: its text in characters, and the files that go with it.
const (
	maxComment = 4000
	maxFiles   = 20
)

func (a *API) postComment(c *fiber.Ctx) error {
	p, r, err := a.open(c)
	if err != nil {
		return err
	}
	var in struct {
		Text       string   `json:"text"`
		Visibility string   `json:"visibility"`
		Files      []string `json:"files"`
		Mentions   []string `json:"mentions"`
	}
	if err := read(c, &in); err != nil {
		return err
	}
	if !a.can(p, r).Comment {
		return denied("comment", p.form.Key())
	}
	if !slices.Contains([]string{"", "internal", "customer"}, in.Visibility) {
		return problem.List{problem.New("comment.visibility_unknown", "/visibility", "visibility", in.Visibility)}
	}
	m := runtime.Comment{By: p.who.ID, Customer: in.Visibility == "customer", Text: in.Text}
	if m.Customer {
		err = a.uncalled(c, in.Text, in.Mentions)
	} else {
		m.Mentions, err = a.mentioned(c, p, r, in.Mentions)
	}
	if err != nil {
		return err
	}
	s := engine.Submission{Who: p.who, Channel: channel(c), Key: key(c)}
	if err := a.comment(c.UserContext(), p, r, m, in.Files, s); err != nil {
		return err
	}
	c.Status(fiber.StatusCreated)
	return a.getComments(c)
}

// comment stores a remark, then lets the record know, alone or with the act that the words belong to. Under an idempotency key the remark's id follows from the key, so
// that repeats, also at the same moment or after a crash in between, find the first one and only let the record know.
func (a *API) comment(ctx context.Context, p place, r *engine.Record, m runtime.Comment, files []string, s engine.Submission) error {
	m.Text = meant(m.Text)
	if m.Text == "" && len(files) == 0 {
		return problem.List{problem.New("comment.empty", "/text")}
	}
	if err := brief(m.Text, "/text"); err != nil {
		return err
	}
	if s.Key != "" && slices.ContainsFunc(r.Idem, func(d engine.Done) bool { return d.Key == s.Key }) {
		return nil
	}
	m.ID, m.At, m.App, m.Form, m.Record = runtime.NewID(a.Now()), a.Now().UTC(), p.app.Key, p.form.Key(), r.ID
	if s.Key != "" {
		m.ID = runtime.DerivedID("comment", r.ID, s.Key)
	}
	taken, err := a.attached(ctx, p, r, files)
	if err != nil {
		return errors.Join(err, a.letGo(ctx, r.ID, taken.fresh))
	}
	m.Files = taken.refs
	added := a.Comments.Add(ctx, m)
	if added != nil && (s.Key == "" || !errors.Is(added, store.ErrConflict)) {
		return added
	}
	if s.Form = p.form.Key(); s.Kind == "" {
		s.Kind = "comment"
	}
	s.Comment = &engine.Comment{ID: m.ID, Customer: m.Customer, Excerpt: excerpt(m.Text), Mentions: m.Mentions}
	_, err = a.Submitter.Submit(ctx, runtime.Request{App: p.app.Key, ID: r.ID, Submission: s})
	var refused problem.List
	if added == nil && (errors.As(err, &refused) || errors.Is(err, runtime.ErrGone)) {
		err = errors.Join(err, a.takeBack(ctx, m, taken.fresh)) // whoever was refused says it again: it must not stand there twice
	}
	return err
}

// takeBack undoes what came before a refusal: the remark, and the files that came with it.
func (a *API) takeBack(ctx context.Context, m runtime.Comment, files []string) error {
	return errors.Join(a.Comments.Remove(ctx, m.ID), a.letGo(ctx, m.Record, files))
}

// letGo releases files that were taken for nothing.
func (a *API) letGo(ctx context.Context, record string, files []string) (err error) {
	for _, id := range files {
		err = errors.Join(err, a.Files.Release(ctx, id, record))
	}
	return err
}

// attachments are the files of a remark; fresh are those that no record had before.
type attachments struct {
	refs  []runtime.FileRef
	fresh []string
}

// attached takes the files of a comment into the record, each once: all of them, or those that cannot be taken are the
// problems. Nothing is taken when some could not be before; fresh is to be let go when one could not be after all.
func (a *API) attached(ctx context.Context, p place, r *engine.Record, ids []string) (out attachments, err error) {
	var named []string
	for _, id := range ids {
		if !slices.Contains(named, id) {
			named = append(named, id)
		}
		if len(named) > maxFiles {
			return out, problem.List{problem.New("comment.too_many_files", "/files", "max", maxFiles)}
		}
	}
	out.refs = []runtime.FileRef{}
	var problems problem.List
	for _, id := range named {
		f, err := a.lookAt(ctx, p, r.ID, id)
		if errors.Is(err, runtime.ErrGone) {
			problems.Add("file.unknown", problem.Pointer("files", slices.Index(ids, id)), "id", id)
		} else if err != nil {
			return out, err
		}
		out.refs = append(out.refs, f.Ref())
	}
	if err := problems.Err(); err != nil {
		return out, err
	}
	for i, f := range out.refs {
		fresh, err := a.Files.Claim(ctx, f.ID, p.app.Key, p.form.Key(), r.ID)
		switch {
		case errors.Is(err, runtime.ErrTaken), errors.Is(err, runtime.ErrGone):
			problems.Add("file.unknown", problem.Pointer("files", slices.Index(ids, named[i])), "id", named[i])
		case err != nil:
			return out, err
		case fresh:
			out.fresh = append(out.fresh, f.ID)
		}
	}
	return out, problems.Err()
}

// excerpt is the beginning of a remark, for messages about it.
func excerpt(text string) string {
	if runes := []rune(text); len(runes) > 200 {
		return string(runes[:200]) + "…"
	}
	return text
}

// meant is what a reader sees of a remark.
func meant(text string) string { return field.Words(text) }

// brief refuses what is too long to be a remark.
func brief(text, pointer string) error {
	if utf8.RuneCountInString(text) > maxComment {
		return problem.List{problem.New("comment.too_long", pointer, "max", maxComment)}
	}
	return nil
}
