package httpapi

import (
	"errors"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/access"
	"huiyin/engine/problem"
	"huiyin/engine/process"
	"huiyin/engine/query"
	"huiyin/runtime"
)

// TrackView is a record as the customer who sent it may see it: in the customer's words, without anything internal.
type TrackView struct {
	Page      string         `json:"page"`
	App       Titled         `json:"app"`
	Form      Titled         `json:"form"`
	No        string         `json:"no"`
	Title     string         `json:"title"`
	CreatedAt time.Time      `json:"createdAt"`
	Status    TrackStatus    `json:"status"`
	Timeline  []TrackStep    `json:"timeline"`
	Values    []TrackValue   `json:"values"`
	Comments  []TrackComment `json:"comments"`
	Messages  []TrackMessage `json:"messages"`
	Moves     []TrackMove    `json:"moves"`
	Consent   *TrackConsent  `json:"consent"`
	CanTalk   bool           `json:"canComment"`
	Closed    bool           `json:"closed"`
	Lang      string         `json:"lang"`
	Languages []string       `json:"languages"`
}

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
	State string     `json:"state"` // past, now, ahead
}

// TrackValue is an answer the customer gave.
type TrackValue struct {
	Title string `json:"title"`
	Text  string `json:"text"`
}

// TrackComment is a remark both sides see.
type TrackComment struct {
	At    time.Time  `json:"at"`
	Mine  bool       `json:"mine"`
	By    string     `json:"by"`
	Text  string     `json:"text"`
	Files []FileView `json:"files"`
}

// TrackMessage is a message the customer was sent.
type TrackMessage struct {
	At      time.Time `json:"at"`
	Subject string    `json:"subject"`
	Body    string    `json:"body"`
}

// TrackMove is something the customer may answer.
type TrackMove struct {
	Key     string `json:"key"`
	Title   string `json:"title"`
	Comment string `json:"comment"`
	Confirm string `json:"confirm,omitempty"`
	Danger  bool   `json:"danger"`
}

// TrackConsent is the consent the customer gave and may take back.
type TrackConsent struct {
	Field string `json:"field"`
	Title string `json:"title"`
	Given bool   `json:"given"`
}

// tracked loads the record behind a tracking code. Wrong and revoked codes look the same: not found.
func (a *API) tracked(c *fiber.Ctx) (place, *engine.Record, error) {
	if err := a.limited(c, "track", 600); err != nil {
		return place{}, nil, err
	}
	return a.followed(c, c.Params("code"))
}

// followed loads the record that a code leads to.
func (a *API) followed(c *fiber.Ctx, code string) (place, *engine.Record, error) {
	t, ok := a.Submitter.Links.Read("track", code)
	if !ok {
		return place{}, nil, fiber.ErrNotFound
	}
	app, ok := a.Apps.Get(t.App)
	if !ok {
		return place{}, nil, fiber.ErrNotFound
	}
	f, ok := app.Form(t.Form)
	if !ok {
		return place{}, nil, fiber.ErrNotFound
	}
	p := place{app: app, form: f, lang: a.lang(c), who: a.stranger(c)}
	r, err := a.Submitter.Load(c.UserContext(), app, f, t.ID)
	if errors.Is(err, runtime.ErrGone) || err == nil && r.LinkGen != t.Gen {
		return p, nil, fiber.ErrNotFound
	}
	return p, r, err
}

func (a *API) getTrack(c *fiber.Ctx) error {
	p, r, err := a.tracked(c)
	if err != nil {
		return err
	}
	v, err := a.trackView(c, p, r)
	if err != nil {
		return err
	}
	return c.JSON(v)
}

func (a *API) trackView(c *fiber.Ctx, p place, r *engine.Record) (TrackView, error) {
	v := TrackView{Page: "track", App: Titled{Key: p.app.Key, Title: p.app.Title.In(p.lang)}, Form: Titled{Key: p.form.Key(), Title: p.form.Title().In(p.lang)},
		No: r.No, Title: r.Title, CreatedAt: r.CreatedAt, Lang: p.lang, Languages: problem.Languages, CanTalk: true, Closed: !r.Open(),
		Status: TrackStatus{Values: []TrackValue{}}, Moves: []TrackMove{}, Timeline: []TrackStep{}, Consent: trackConsent(p, r)}
	if pub := p.form.Spec().Public; pub != nil && !pub.Title.Empty() {
		v.Form.Title = pub.Title.In(p.lang)
	}
	said := []string{}
	if r.Proc != nil {
		if proc, ok := p.app.Process(r.Proc.Process, r.Proc.Release); ok {
			v.Timeline = trackSteps(proc, r, p.lang)
			v.Status, said = trackStatus(proc, p, r)
		}
		offers, err := a.Submitter.Offer(c.UserContext(), p.app, r, p.who)
		if err != nil {
			return v, err
		}
		for _, m := range offers.Moves {
			if m.Public && m.Off == nil {
				v.Moves = append(v.Moves, TrackMove{Key: m.Key, Title: m.Title.In(p.lang), Comment: m.Comment, Confirm: m.Confirm.In(p.lang), Danger: m.Danger})
			}
		}
	}
	for _, s := range v.Timeline {
		if s.State == "now" {
			v.Status.Title = s.Title
		}
	}
	v.Values = trackValues(p, r, said)
	return v, a.trackTalk(c, p, r, &v)
}

// trackSteps is the way of a record in the customer's words: the visits so far, then what is still ahead. Statuses
// without public words do not show; two in a row with the same words are one step.
func trackSteps(proc *process.Process, r *engine.Record, lang string) []TrackStep {
	words := func(key string) string { s, _ := proc.Status(key); return s.Public.In(lang) }
	out := []TrackStep{}
	for _, visit := range r.Proc.Visits {
		title := words(visit.Status)
		if title == "" || len(out) > 0 && out[len(out)-1].Title == title {
			continue
		}
		at := visit.At
		out = append(out, TrackStep{At: &at, Title: title, State: "past"})
	}
	if len(out) == 0 {
		at := r.CreatedAt
		out = append(out, TrackStep{At: &at, Title: words(r.Proc.Status), State: "past"})
	}
	out[len(out)-1].State = "now"
	if r.Proc.State != "running" {
		return out
	}
	ahead := false
	for _, key := range proc.MainPath() {
		title := words(key)
		if ahead && title != "" && !slices.ContainsFunc(out, func(s TrackStep) bool { return s.Title == title }) {
			out = append(out, TrackStep{Title: title, State: "ahead"})
		}
		ahead = ahead || key == r.Proc.Status
	}
	return out
}

// trackStatus is what the status gives the customer to read and to do, and the fields that are read there. Once the
// process is over it is what the status it ended from gave them: the reason stays when the record is closed.
func trackStatus(proc *process.Process, p place, r *engine.Record) (TrackStatus, []string) {
	st, _ := proc.Status(r.Proc.Status)
	for i := len(r.Proc.Visits) - 1; i >= 0 && r.Proc.State != "running" && len(st.PublicFields) == 0; i-- {
		if before := r.Proc.Visits[i].Status; before != r.Proc.Status {
			st, _ = proc.Status(before)
			break
		}
	}
	out := TrackStatus{Values: []TrackValue{}, Answer: st.PublicAnswer && r.Proc.State == "running"}
	if st.Public.Empty() {
		return out, nil
	}
	for _, key := range st.PublicFields {
		if v, ok := trackValue(p, r, key); ok {
			out.Values = append(out.Values, v)
		}
	}
	return out, st.PublicFields
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
	text := p.form.Text(key, r.Data[key], p.lang, nil)
	if f.Personal != nil {
		masked := p.form.Mask(map[string]any{key: r.Data[key]}, func(string) access.Level { return access.Masked })
		text, _ = masked[key].(string)
	}
	return TrackValue{Title: f.Title.In(p.lang), Text: text}, text != ""
}

func trackConsent(p place, r *engine.Record) *TrackConsent {
	contact := p.form.Spec().Contact
	if contact == nil || contact.Consent == "" {
		return nil
	}
	f, ok := p.form.Field(contact.Consent)
	if !ok {
		return nil
	}
	given, _ := r.Data[contact.Consent].(map[string]any)
	yes, _ := given["given"].(bool)
	return &TrackConsent{Field: f.Key, Title: f.Title.In(p.lang), Given: yes}
}

// trackTalk adds the remarks and messages meant for the customer: a letter that could not leave can be read here.
func (a *API) trackTalk(c *fiber.Ctx, p place, r *engine.Record, v *TrackView) error {
	v.Comments, v.Messages = []TrackComment{}, []TrackMessage{}
	comments, err := a.Comments.Of(c.UserContext(), r.ID, true)
	if err != nil {
		return err
	}
	for _, m := range comments {
		one := TrackComment{At: m.At, Mine: m.By == "customer", Text: m.Text, By: words(p.lang, "客服", "Our team"), Files: []FileView{}}
		for _, f := range m.Files {
			one.Files = append(one.Files, FileView{FileRef: f, URL: "/api/v1/public/track/" + c.Params("code") + "/files/" + f.ID})
		}
		v.Comments = append(v.Comments, one)
	}
	sent, _, _, err := a.Messages.Find(c.UserContext(), query.Query{Where: query.Condition{All: []query.Condition{
		{Field: "record", Op: "eq", Value: r.ID}, {Field: "audience", Op: "eq", Value: "customer"}, {Field: "state", Op: "in", Value: []any{"sent", "sample", "not_configured", "failed"}}}},
		Sort: []query.Sort{{Field: "at"}}, Limit: 50})
	for _, m := range sent {
		v.Messages = append(v.Messages, TrackMessage{At: m.At, Subject: m.Subject, Body: m.Body})
	}
	return err
}

func (a *API) postTrackComment(c *fiber.Ctx) error {
	p, r, err := a.tracked(c)
	if err != nil {
		return err
	}
	var in struct {
		Text  string   `json:"text"`
		Files []string `json:"files"`
	}
	if err := read(c, &in); err != nil {
		return err
	}
	if err := a.limited(c, "talk", 60); err != nil {
		return err
	}
	m := runtime.Comment{By: "customer", Customer: true, Text: in.Text}
	s := engine.Submission{Who: p.who, Channel: "public", Public: true, Key: publicKey(c, in)}
	if err := a.comment(c.UserContext(), p, r, m, in.Files, s); err != nil {
		return err
	}
	return a.getTrack(c)
}

func (a *API) postTrackMove(c *fiber.Ctx) error {
	p, r, err := a.tracked(c)
	if err != nil {
		return err
	}
	var in struct{ Key, Comment string }
	if err := read(c, &in); err != nil {
		return err
	}
	if err := brief(in.Comment, "/comment"); err != nil {
		return err
	}
	if err := a.limited(c, "talk", 60); err != nil {
		return err
	}
	_, err = a.Submitter.Submit(c.UserContext(), runtime.Request{App: p.app.Key, ID: r.ID, Submission: engine.Submission{Form: p.form.Key(), Kind: "act",
		Who: p.who, Channel: "public", Public: true, Key: publicKey(c, in), Command: &process.Command{Kind: "move", Button: in.Key, Comment: in.Comment}}})
	if err != nil {
		return err
	}
	return a.getTrack(c)
}

// postTrackConsent lets the customer take the consent to be contacted back, or give it again; it takes effect at once.
func (a *API) postTrackConsent(c *fiber.Ctx) error {
	p, r, err := a.tracked(c)
	if err != nil {
		return err
	}
	var in struct {
		Field string `json:"field"`
		Given bool   `json:"given"`
	}
	if err := read(c, &in); err != nil {
		return err
	}
	consent := trackConsent(p, r)
	if consent == nil || consent.Field != in.Field {
		return problem.List{problem.New("form.field.unknown", "/field", "field", in.Field)}
	}
	_, err = a.Submitter.Submit(c.UserContext(), runtime.Request{App: p.app.Key, ID: r.ID, Submission: engine.Submission{Form: p.form.Key(), Kind: "consent",
		Patch: map[string]any{in.Field: map[string]any{"given": in.Given}}, Who: p.who, Channel: "public", Public: true, Key: publicKey(c, in)}})
	if err != nil {
		return err
	}
	return a.getTrack(c)
}

func (a *API) getTrackFile(c *fiber.Ctx) error {
	_, r, err := a.tracked(c)
	if err != nil {
		return err
	}
	comments, err := a.Comments.Of(c.UserContext(), r.ID, true)
	if err != nil {
		return err
	}
	for _, m := range comments {
		for _, f := range m.Files {
			if f.ID == c.Params("id") {
				info, err := a.Files.Get(c.UserContext(), f.ID)
				if err != nil {
					return err
				}
				return a.serveFile(c, info)
			}
		}
	}
	return fiber.ErrNotFound
}
