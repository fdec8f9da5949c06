package httpapi

import (
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/process"
)

// AskedView is a question that the customer was asked on their page.
type AskedView struct {
	At   time.Time `json:"at"`
	Text string    `json:"text"`
	By   *Named    `json:"by"` // who wrote it
}

// getAsked answers with the questions the customer was asked, oldest first, as far as the caller may read them.
func (a *API) getAsked(c *fiber.Ctx) error {
	p, r, err := a.open(c)
	if err != nil {
		return err
	}
	asked, err := a.questions(c, p, r)
	if err != nil {
		return err
	}
	level, out := a.levels(p, r), []AskedView{}
	for _, q := range asked {
		if level(q.field) > access.Masked {
			out = append(out, AskedView{At: q.at, Text: q.text, By: a.named(c, q.by)})
		}
	}
	return c.JSON(out)
}

// trackAsked are the questions that the customer was asked before, as remarks of ours: an answer in the conversation is
// nothing without them. The one that waits for its answer now is left out, it stands at the top of the page.
func (a *API) trackAsked(c *fiber.Ctx, p place, r *engine.Record) ([]TrackComment, error) {
	asked, err := a.questions(c, p, r)
	var out []TrackComment
	for _, q := range asked {
		if !q.waits {
			out = append(out, TrackComment{At: q.at, Text: q.text, By: words(p.lang, "客服", "Our team"), Files: []FileView{}})
		}
	}
	return out, err
}

// inquiry is what the customer was asked, in which field it was written and by whom, and whether it waits for its
// answer now.
type inquiry struct {
	at              time.Time
	field, text, by string
	waits           bool
}

// questions are all that the customer of a record was asked, oldest first.
func (a *API) questions(c *fiber.Ctx, p place, r *engine.Record) ([]inquiry, error) {
	if r.Proc == nil {
		return nil, nil
	}
	proc, ok := p.app.Process(r.Proc.Process, r.Proc.Release)
	if !ok {
		return nil, nil
	}
	asked, waits := askedAt(proc, r)
	if len(asked) == 0 {
		return nil, nil
	}
	entries, err := a.history(c, p, r)
	if err != nil {
		return nil, err
	}
	var out []inquiry
	for i, visit := range asked {
		st, _ := proc.Status(visit.Status)
		for _, key := range st.PublicFields {
			if text, by := p.saidAt(entries, key, visit.At); text != "" {
				out = append(out, inquiry{at: visit.At, field: key, text: text, by: by, waits: waits && i == len(asked)-1})
			}
		}
	}
	return out, nil
}

// askedAt are the stays of a record where its customer was asked something, and whether the last of them lasts.
func askedAt(proc *process.Process, r *engine.Record) (out []process.Visit, waits bool) {
	now := r.Proc.Shown()
	for i, visit := range now.Visits {
		st, _ := proc.Status(visit.Status)
		if st.PublicAnswer && !asksAnother(proc, r, visit.Status) {
			out, waits = append(out, visit), i == len(now.Visits)-1 && now.State == "running"
		}
	}
	return out, waits
}

// saidAt is what a field said at a moment, in words, and who wrote it: nothing where the field is personal or the
// history does not tell.
func (p place) saidAt(entries []engine.Entry, key string, at time.Time) (text, by string) {
	f, ok := p.form.Field(key)
	if !ok || f.Personal != nil {
		return "", ""
	}
	for _, e := range entries { // newest first
		if e.At.After(at) {
			continue
		}
		if i := slices.IndexFunc(e.Changes, func(ch engine.Change) bool { return ch.Field == key }); i >= 0 {
			return p.form.Text(key, e.Changes[i].New, p.lang, nil), e.By
		}
	}
	return "", ""
}
