package httpapi

import (
	"errors"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/definition"
	"huiyin/engine/form"
	"huiyin/engine/form/field"
	"huiyin/engine/process"
	"huiyin/runtime"
)

// TrackStatus is where a record stands: in the customer's words, with what they should read about it now, and whether
// they are asked to write back.
type TrackStatus struct {
	Title  string       `json:"title"`
	Values []TrackValue `json:"values"`
	Answer bool         `json:"answer"`
}

// TrackStep is a status in the customer's words.
type TrackStep struct {
	At    *time.Time `json:"at"`
	Title string     `json:"title"`
	Text  string     `json:"text,omitempty"`
	State string     `json:"state"` // past, now, done (the last one, nothing follows), ahead
}

// TrackValue is an answer the customer gave.
type TrackValue struct {
	Title string     `json:"title"`
	Text  string     `json:"text"`
	Date  string     `json:"date,omitempty"`  // of a calendar day, YYYY-MM-DD, for the page to write as people do
	At    string     `json:"at,omitempty"`    // of a moment, UTC
	Files []FileView `json:"files,omitempty"` // what was uploaded, to look at
}

// trackSteps is the way of a record in the customer's words: the visits so far, then what may be announced.
// Statuses without public words do not show, nor those that ask another customer; two in a row with the same words are
// one step. The first one after the end says that the record was taken up again.
func trackSteps(proc *process.Process, r *engine.Record, lang string) []TrackStep {
	public := func(key string) string { s, _ := proc.Status(key); return s.Public.In(lang) }
	now := r.Proc.Shown()
	out, again := []TrackStep{}, ""
	for i, visit := range now.Visits {
		if i > 0 && proc.Ends(now.Visits[i-1].Node) {
			again = words(lang, "已重新打开", "Taken up again")
		}
		title := publicWords(proc, now.Visits[:i+1]).In(lang)
		if title == "" || asksAnother(proc, r, visit.Status) || len(out) > 0 && out[len(out)-1].Title == title {
			continue
		}
		at := visit.At
		out, again = append(out, TrackStep{At: &at, Title: title, Text: again, State: "past"}), ""
	}
	if len(out) == 0 {
		at := r.CreatedAt
		out = append(out, TrackStep{At: &at, Title: public(now.Status), State: "past"})
	}
	last := &out[len(out)-1]
	if last.State = "now"; now.State != "running" {
		last.State = "done"
		return out
	}
	shown := last.Title
	for _, key := range proc.Ahead(now.Status) {
		if title := public(key); title != "" && title != shown {
			out, shown = append(out, TrackStep{Title: title, State: "ahead"}), title
		}
	}
	return out
}

// publicWords are the customer's words for the status of the last visit: other ones where it was come to from a status
// that asked them for something.
func publicWords(proc *process.Process, visits []process.Visit) definition.Text {
	st, _ := proc.Status(visits[len(visits)-1].Status)
	for i := len(visits) - 1; i >= 0 && !st.Public.Empty() && !st.PublicAnswered.Empty(); i-- {
		if before, _ := proc.Status(visits[i].Status); before.Key != st.Key {
			if before.PublicAnswer {
				return st.PublicAnswered
			}
			break
		}
	}
	return st.Public
}

// trackStatus is what the status gives the customer to read and to do, and the fields that are read there. Once the
// process is over it is what the status it ended from gave them: the reason stays when the record is closed.
func trackStatus(proc *process.Process, p place, r *engine.Record) (TrackStatus, []string) {
	now := r.Proc.Shown()
	st, _ := proc.Status(now.Status)
	if now.State != "running" && len(st.PublicFields) == 0 {
		st = endedFrom(proc, now, st)
	}
	out := TrackStatus{Values: []TrackValue{}, Answer: st.PublicAnswer && r.Proc.State == "running"}
	if st.Public.Empty() || asksAnother(proc, r, st.Key) {
		return out, nil
	}
	for _, key := range st.PublicFields {
		if v, ok := trackValue(p, r, key); ok {
			out.Values = append(out.Values, v)
		}
	}
	return out, st.PublicFields
}

// endedFrom is the status that a process which is over ended from. What was taken up again and closed again without
// anything to read in between ended from where it ended the first time.
func endedFrom(proc *process.Process, now process.State, end process.Status) process.Status {
	for i := len(now.Visits) - 1; i >= 0; i-- {
		before := now.Visits[i].Status
		if before == now.Status {
			continue
		}
		st, _ := proc.Status(before)
		if again := i > 0 && now.Visits[i-1].Status == now.Status; !again || len(st.PublicFields) > 0 {
			return st
		}
	}
	return end
}

// asksAnother reports whether a status asks the customer for something while the record has gone up in another one: then
// it is that one's customer who is asked, and nobody waits for this one.
func asksAnother(proc *process.Process, r *engine.Record, status string) bool {
	st, _ := proc.Status(status)
	return st.PublicAnswer && r.Proc.Aside != nil
}

// trackValues are the answers the form shows on the tracking page, but for those that are read elsewhere on it.
func trackValues(p place, r *engine.Record, elsewhere []string) []TrackValue {
	out := []TrackValue{}
	pub := p.form.Spec().Public
	if pub == nil {
		return out
	}
	for _, key := range pub.Track {
		if v, ok := trackValue(p, r, key); ok && !slices.Contains(elsewhere, key) {
			out = append(out, v)
		}
	}
	return out
}

// trackValue is a field in words, masked when it is personal; ok is false when there is nothing to read.
func trackValue(p place, r *engine.Record, key string) (TrackValue, bool) {
	f, ok := p.form.Field(key)
	if !ok || r.Data[key] == nil {
		return TrackValue{}, false
	}
	out := TrackValue{Title: f.Title.In(p.lang), Text: p.form.Text(key, r.Data[key], p.lang, nil)}
	switch {
	case f.Personal != nil:
		masked := p.form.Mask(map[string]any{key: r.Data[key]}, func(string) access.Level { return access.Masked })
		out.Text, _ = masked[key].(string)
	case f.Type == "date":
		out.Date, _ = r.Data[key].(string)
	case f.Type == "datetime":
		out.At, _ = r.Data[key].(string)
	}
	return out, out.Text != "" && !field.HoldsFiles(f.Type)
}

// trackFiles are the files a record holds for its customer: what they uploaded themselves in the fields of the public
// form, and what anybody put into fields that are shown on the tracking page.
func (a *API) trackFiles(c *fiber.Ctx, p place, r *engine.Record) ([]TrackValue, error) {
	out := []TrackValue{}
	pub := p.form.Spec().Public
	if pub == nil {
		return out, nil
	}
	keys := publicKeys(pub.Layout)
	for _, key := range pub.Track {
		if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	for _, key := range keys {
		f, ok := p.form.Field(key)
		if !ok || f.Personal != nil || !field.HoldsFiles(f.Type) {
			continue
		}
		v := TrackValue{Title: f.Title.In(p.lang)}
		for _, id := range filesIn(map[string]any{key: r.Data[key]}) {
			info, err := a.Files.Get(c.UserContext(), id)
			if errors.Is(err, runtime.ErrGone) {
				continue
			}
			if err != nil {
				return nil, err
			}
			if info.By == "public" || slices.Contains(pub.Track, key) {
				v.Files = append(v.Files, trackFile(c, info.Ref()))
			}
		}
		if v.Files != nil {
			v.Text = p.form.Text(key, r.Data[key], p.lang, nil)
			out = append(out, v)
		}
	}
	return out, nil
}

// trackFile is a file at the address that the tracking link opens.
func trackFile(c *fiber.Ctx, f runtime.FileRef) FileView {
	return FileView{FileRef: f, URL: "/api/v1/public/track/" + c.Params("code") + "/files/" + f.ID}
}

// publicKeys lists the fields of a layout in order.
func publicKeys(items []form.Item) []string {
	var out []string
	for _, item := range items {
		if item.Field != "" {
			out = append(out, item.Field)
		}
		out = append(out, publicKeys(item.Children)...)
	}
	return out
}
