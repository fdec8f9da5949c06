package httpapi

import (
	"context"
	"errors"
	"slices"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

// What the customer of a merged record says is about what is done in the one it went up in: whoever works there reads it
// there, with the number of the record it came by and nothing else of it. It stays a remark of that record, so that it
// goes where the record goes.

// voices are what the customers of the records that went up in r said since, as comments of r that its own customer
// does not see.
func (a *API) voices(c *fiber.Ctx, p place, r *engine.Record, before *runtime.Comment, limit int) ([]CommentView, error) {
	if r.Proc == nil || len(r.Proc.Members) == 0 {
		return nil, nil
	}
	members := a.members(c, p, r)
	said, err := a.said(c.UserContext(), members, before, limit)
	if err != nil {
		return nil, err
	}
	out := make([]CommentView, len(said))
	for i, m := range said {
		by := a.person(c, m.By)
		at := slices.IndexFunc(members, func(one *engine.Record) bool { return one.ID == m.Record })
		by.Name = problem.Sentence(a.lang(c), "comment.merged_customer", map[string]any{"no": members[at].No})
		out[i] = CommentView{ID: m.ID, At: m.At, By: by, Text: m.Text, Visibility: "internal", Files: append([]runtime.FileRef{}, m.Files...), Mentions: []Named{}}
	}
	return out, nil
}

// said are the last remarks, or those before one, of the customers of merged records since each went up in another,
// oldest first.
func (a *API) said(ctx context.Context, merged []*engine.Record, before *runtime.Comment, limit int) ([]runtime.Comment, error) {
	ids := make([]string, len(merged))
	for i, m := range merged {
		ids[i] = m.ID
	}
	all, err := a.Comments.FromCustomers(ctx, ids, before, limit)
	return slices.DeleteFunc(all, func(m runtime.Comment) bool {
		at := slices.Index(ids, m.Record)
		return merged[at].Proc == nil || merged[at].Proc.Aside == nil || m.At.Before(merged[at].Proc.Aside.At)
	}), err
}

// passedOn reports whether a file of a merged record came with words that are read at the one it went up in, and the
// reader may open that one.
func (a *API) passedOn(ctx context.Context, p place, r *engine.Record, file string) (bool, error) {
	if r.Proc == nil || r.Proc.Aside == nil {
		return false, nil
	}
	lead, err := a.Submitter.Load(ctx, p.app, p.form, r.Proc.Aside.Into)
	if errors.Is(err, runtime.ErrGone) || err == nil && !opens(p, lead) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	return a.Comments.Shows(ctx, r.ID, file, func(m runtime.Comment) bool {
		return fromCustomer(m) && !m.At.Before(r.Proc.Aside.At)
	})
}
