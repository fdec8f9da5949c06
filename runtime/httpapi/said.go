package httpapi

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/problem"
	"huiyin/runtime"
)

// CommentView is a comment as a reader sees it.
type CommentView struct {
	ID         string            `json:"id"`
	At         time.Time         `json:"at"`
	By         *Named            `json:"by"`
	Text       string            `json:"text"`
	Visibility string            `json:"visibility"`
	Files      []runtime.FileRef `json:"files"`
	Mentions   []Named           `json:"mentions"`
	Mine       bool              `json:"mine"`    // mentions the reader
	Unread     string            `json:"unread"`  // the inbox message about that, while it is unread
	Settled    bool              `json:"settled"` // of the customer: somebody has read it and said that it needs no answer, or done what it was asked for
}

// getComments answers with what was said last about a record, oldest first; before goes back from a comment.
func (a *API) getComments(c *fiber.Ctx) error {
	p, r, err := a.open(c)
	if err != nil {
		return err
	}
	var before *runtime.Comment
	if id := c.Query("before"); id != "" {
		if before, err = a.commentOf(c, id, "/before", append(membersOf(r), r.ID)...); err != nil {
			return err
		}
	}
	most := limit(c, runtime.MostComments)
	comments, err := a.Comments.Page(c.UserContext(), r.ID, false, before, most)
	if err != nil {
		return err
	}
	calls, err := a.unreadMentions(c, r)
	if err != nil {
		return err
	}
	voices, err := a.voices(c, p, r, before, most)
	if err != nil {
		return err
	}
	me := CallerOf(c).User.ID
	out := make([]CommentView, len(comments))
	for i, m := range comments {
		out[i] = CommentView{ID: m.ID, At: m.At, By: a.person(c, m.By), Text: m.Text, Visibility: "internal", Files: append([]runtime.FileRef{}, m.Files...)}
		if m.Customer {
			out[i].Visibility = "customer"
		}
		out[i].Settled = fromCustomer(m) && (r.Heard != nil && !m.At.After(*r.Heard) || p.dealtWith(r, m.At))
		out[i].Mentions, out[i].Mine, out[i].Unread = []Named{}, slices.Contains(m.Mentions, me), calls[m.ID]
		for _, id := range m.Mentions {
			out[i].Mentions = append(out[i].Mentions, *a.person(c, id))
		}
	}
	out = append(out, voices...)
	slices.SortFunc(out, func(x, y CommentView) int { return cmp.Or(x.At.Compare(y.At), cmp.Compare(y.ID, x.ID)) }) // as they are read
	return c.JSON(out[max(0, len(out)-most):])
}

// membersOf are the ids of the records that went up in one.
func membersOf(r *engine.Record) (out []string) {
	if r.Proc != nil {
		for _, m := range r.Proc.Members {
			out = append(out, m.ID)
		}
	}
	return out
}

// commentOf returns a comment on one of the records; one that is not is a problem at the pointer.
func (a *API) commentOf(c *fiber.Ctx, id, pointer string, records ...string) (*runtime.Comment, error) {
	m, err := a.Comments.Get(c.UserContext(), id)
	if errors.Is(err, runtime.ErrGone) || err == nil && !slices.Contains(records, m.Record) {
		return nil, problem.List{problem.New("comment.unknown", pointer, "id", id)}
	}
	return m, err
}
