package httpapi

import (
	"errors"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/problem"
	"huiyin/engine/process"
	"huiyin/runtime"
)

// TrackView is a record as the customer who sent it may see it: in the customer's words, without anything internal.
type TrackView struct {
	Page      string       `json:"page"`
	App       Titled       `json:"app"`
	Form      Titled       `json:"form"`
	No        string       `json:"no"`
	Title     string       `json:"title"`
	CreatedAt time.Time    `json:"createdAt"`
	Status    TrackStatus  `json:"status"`
	Timeline  []TrackStep  `json:"timeline"`
	Values    []TrackValue `json:"values"`
	TrackTalk
	Messages  []TrackMessage `json:"messages"`
	Moves     []TrackMove    `json:"moves"`
	Consent   *TrackConsent  `json:"consent"`
	CanTalk   bool           `json:"canComment"`
	Reopens   bool           `json:"reopens"` // what the customer writes takes the record up again
	Closed    bool           `json:"closed"`
	Together  bool           `json:"together"` // it is dealt with together with others
	Lang      string         `json:"lang"`
	TimeZone  string         `json:"timeZone"` // of the app: every time on the page is written in it
	Languages []string       `json:"languages"`
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
		No: r.No, Title: r.Title, CreatedAt: r.CreatedAt, Lang: p.lang, Languages: problem.Languages, CanTalk: true, Closed: !r.Open(), TimeZone: p.app.Zone().String(),
		Status: TrackStatus{Values: []TrackValue{}}, Moves: []TrackMove{}, Timeline: []TrackStep{}, Consent: trackConsent(p, r)}
	said := []string{}
	if r.Proc != nil {
		if proc, ok := p.app.Process(r.Proc.Process, r.Proc.Release); ok {
			v.Timeline, v.Closed = trackSteps(proc, r, p.lang), r.Proc.Shown().State != "running"
			v.Together = r.Proc.Aside != nil
			reply := proc.Replies(r.Proc.Shown(), a.Now())
			v.CanTalk, v.Reopens = reply.Open, reply.Press != ""
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
		if s.State == "now" || s.State == "done" {
			v.Status.Title = s.Title
		}
	}
	v.Values = trackValues(p, r, said)
	files, err := a.trackFiles(c, p, r)
	if err != nil {
		return v, err
	}
	v.Values = append(v.Values, files...)
	return v, a.trackTalk(c, p, r, &v)
}

// trackConsent is the consent the customer gave or took back; nil for whom it was never asked of, who has nothing to
// take back.
func trackConsent(p place, r *engine.Record) *TrackConsent {
	contact := p.form.Spec().Contact
	if contact == nil || contact.Consent == "" {
		return nil
	}
	f, ok := p.form.Field(contact.Consent)
	if !ok {
		return nil
	}
	given, asked := r.Data[contact.Consent].(map[string]any)
	if !asked {
		return nil
	}
	yes, _ := given["given"].(bool)
	return &TrackConsent{Field: f.Key, Title: f.Title.In(p.lang), Given: yes}
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
	var in struct {
		Key     string   `json:"key"`
		Comment string   `json:"comment"`
		Files   []string `json:"files"`
	}
	if err := read(c, &in); err != nil {
		return err
	}
	in.Comment = meant(in.Comment)
	if err := brief(in.Comment, "/comment"); err != nil {
		return err
	}
	if err := a.limited(c, "talk", 60); err != nil {
		return err
	}
	s := engine.Submission{Form: p.form.Key(), Kind: "act", Who: p.who, Channel: "public", Public: true, Key: publicKey(c, in),
		Command: &process.Command{Kind: "move", Button: in.Key, Comment: in.Comment}}
	if in.Comment == "" && len(in.Files) == 0 {
		_, err = a.Submitter.Submit(c.UserContext(), runtime.Request{App: p.app.Key, ID: r.ID, Submission: s})
	} else {
		err = a.comment(c.UserContext(), p, r, runtime.Comment{By: "customer", Customer: true, Text: in.Comment}, in.Files, s)
	}
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
	p, r, err := a.tracked(c)
	if err != nil {
		return err
	}
	own, err := a.trackFiles(c, p, r)
	if err != nil {
		return err
	}
	for _, v := range own {
		for _, f := range v.Files {
			if f.ID == c.Params("id") {
				return a.sendFile(c, r.ID, f.ID)
			}
		}
	}
	shown, err := a.Comments.Shows(c.UserContext(), r.ID, c.Params("id"), func(runtime.Comment) bool { return true })
	if err != nil {
		return err
	}
	if shown {
		return a.sendFile(c, r.ID, c.Params("id"))
	}
	return fiber.ErrNotFound
}

// sendFile serves a file of a record; what another record has is not found.
func (a *API) sendFile(c *fiber.Ctx, record, id string) error {
	info, err := a.Files.Get(c.UserContext(), id)
	if err == nil && info.Record != record {
		err = runtime.ErrGone
	}
	if err != nil {
		return err
	}
	return a.serveFile(c, info)
}
