package httpapi

import (
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/process"
)

// trackAsked are the questions that the customer was asked before, as remarks of ours: an answer in the conversation is
// nothing without them. The one that waits for its answer now is left out, it stands at the top of the page.
func (a *API) trackAsked(c *fiber.Ctx, p place, r *engine.Record) ([]TrackComment, error) {
	if r.Proc == nil {
		return nil, nil
	}
	proc, ok := p.app.Process(r.Proc.Process, r.Proc.Release)
	if !ok {
		return nil, nil
	}
	asked := askedAt(proc, r)
	if len(asked) == 0 {
		return nil, nil
	}
	entries, err := a.history(c, p, r)
	if err != nil {
		return nil, err
	}
	var out []TrackComment
	for _, visit := range asked {
		st, _ := proc.Status(visit.Status)
		for _, key := range st.PublicFields {
			if text := p.saidAt(entries, key, visit.At); text != "" {
				out = append(out, TrackComment{At: visit.At, Text: text, By: words(p.lang, "客服", "Our team"), Files: []FileView{}})
			}
		}
	}
	return out, nil
}

// askedAt are the stays of a record where its customer was asked something, but for the one that lasts.
func askedAt(proc *process.Process, r *engine.Record) []process.Visit {
	now := r.Proc.Shown()
	var out []process.Visit
	for i, visit := range now.Visits {
		st, _ := proc.Status(visit.Status)
		lasts := i == len(now.Visits)-1 && now.State == "running"
		if st.PublicAnswer && !lasts && !asksAnother(proc, r, visit.Status) {
			out = append(out, visit)
		}
	}
	return out
}

// saidAt is what a field said at a moment, in words: nothing where the field is personal or the history does not tell.
func (p place) saidAt(entries []engine.Entry, key string, at time.Time) string {
	f, ok := p.form.Field(key)
	if !ok || f.Personal != nil {
		return ""
	}
	for _, e := range entries { // newest first
		if e.At.After(at) {
			continue
		}
		if i := slices.IndexFunc(e.Changes, func(ch engine.Change) bool { return ch.Field == key }); i >= 0 {
			return p.form.Text(key, e.Changes[i].New, p.lang, nil)
		}
	}
	return ""
}
