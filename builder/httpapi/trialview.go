package httpapi

import (
	"time"

	"huiyin/builder/trial"
	"huiyin/engine"
	"huiyin/engine/form"
	"huiyin/engine/problem"
	"huiyin/runtime/httpapi"
)

// ProcessTrial is where a trial stands after its steps.
type ProcessTrial struct {
	Start   time.Time                 `json:"start"`
	Now     time.Time                 `json:"now"`
	Zone    string                    `json:"zone"`
	As      string                    `json:"as"`
	Form    *form.View                `json:"form"`   // to begin with; nil once it is under way
	Record  *httpapi.RecordView       `json:"record"` // as the person sees it; nil before it is under way
	Nodes   []string                  `json:"nodes"`  // steps it stands at
	Past    []string                  `json:"past"`   // steps it came by
	Offers  []TrialOffer              `json:"offers"`
	People  []TrialPerson             `json:"people"`
	Samples map[string]map[string]any `json:"samples"` // by form
	Next    *time.Time                `json:"next"`    // when something is due
	Took    []TookView                `json:"took"`    // by step
	Refused *TrialRefusal             `json:"refused"`
}

// TrialRefusal is the step that could not be done; it and what follows it was not played.
type TrialRefusal struct {
	Step     int          `json:"step"`
	Problems problem.List `json:"problems"`
}

// TrialPerson is somebody who may be played.
type TrialPerson struct {
	ID    string   `json:"id"`
	Name  string   `json:"name"`
	Roles []string `json:"roles"`
	Admin bool     `json:"admin"`
}

// TrialOffer is a button that can be pressed now, and by whom.
type TrialOffer struct {
	Task  string   `json:"task"` // "" for a button of the record itself
	Key   string   `json:"key"`
	Title string   `json:"title"`
	May   []string `json:"may"`
}

// TookView is what a step led to.
type TookView struct {
	At      time.Time               `json:"at"`
	Entries []httpapi.TimelineEntry `json:"entries"`
	Sent    []SentView              `json:"sent"`
	Called  []CalledView            `json:"called"`
	Records []MadeView              `json:"records"`
}

// SentView is a message that would have left.
type SentView struct {
	At       time.Time `json:"at"`
	Title    string    `json:"title"`
	Record   string    `json:"record"` // number of another record it is about
	Audience string    `json:"audience"`
	To       string    `json:"to"`
	Channels []string  `json:"channels"`
	State    string    `json:"state"`
	Subject  string    `json:"subject"`
	Body     string    `json:"body"`
}

// CalledView is a request that would have been made.
type CalledView struct {
	At    time.Time `json:"at"`
	Title string    `json:"title"`
	Body  string    `json:"body"`
	OK    bool      `json:"ok"`
}

// MadeView is another record that would have been made or changed.
type MadeView struct {
	At    time.Time `json:"at"`
	Form  string    `json:"form"`
	No    string    `json:"no"`
	Title string    `json:"title"`
	Fresh bool      `json:"fresh"`
}

// view is where the trial stands, as the person it is seen as sees it.
func (t *rehearsal) view() (v ProcessTrial, err error) {
	v = ProcessTrial{Start: t.in.Start, Now: t.stage.Now(), Zone: t.app.Zone().String(), Nodes: []string{}, Past: []string{}, Offers: []TrialOffer{}}
	if v.Samples, err = t.samples(); err != nil {
		return v, err
	}
	r, err := t.stage.Record(t.c.UserContext())
	if err != nil {
		return v, err
	}
	if v.People, err = t.people(r); err != nil {
		return v, err
	}
	if r == nil {
		v.Took = t.took(nil)
		return v, t.blank(&v)
	}
	entries, err := t.host.Story(t.c, t.app, t.form, r)
	if err != nil {
		return v, err
	}
	v.Took = t.took(entries)
	if at, ok := t.stage.Next(); ok {
		v.Next = &at
	}
	stands(&v, r)
	if v.Offers, err = t.offers(r, v.People); err != nil {
		return v, err
	}
	if v.As = t.in.As; v.As == "" {
		v.As = actor(r, v.Offers)
	}
	who, err := t.who(v.As)
	if err != nil {
		return v, err
	}
	v.Record, err = t.host.Seen(t.c, t.app, t.form, who, r)
	return v, err
}

// blank is the form to begin with.
func (t *rehearsal) blank(v *ProcessTrial) error {
	if v.As = t.in.As; v.As == "" {
		v.As = by(t.c)
		if t.form.Spec().Public != nil {
			v.As = trial.Customer
		}
	}
	who, err := t.who(v.As)
	if err != nil {
		return err
	}
	f, err := t.host.Begun(t.c, t.app, t.form, who)
	v.Form = &f
	return err
}

// stands tells the steps it is at and those it came by; what has ended stands at its end.
func stands(v *ProcessTrial, r *engine.Record) {
	if r.Proc == nil {
		return
	}
	for _, token := range r.Proc.Tokens {
		v.Nodes = append(v.Nodes, token.Node)
	}
	for _, visit := range r.Proc.Visits {
		v.Past = append(v.Past, visit.Node)
	}
	if n := len(v.Past); n > 0 && len(v.Nodes) == 0 {
		v.Nodes = v.Past[n-1:]
	}
}

// actor is who has to act: whoever has the first task, else the customer where the customer can, else the owner.
func actor(r *engine.Record, offers []TrialOffer) string {
	for _, flow := range []bool{true, false} {
		for _, k := range r.Proc.Tasks {
			if k.State == "open" && (k.Token > 0) == flow && len(k.People) > 0 {
				return k.People[0].User
			}
		}
	}
	for _, o := range offers {
		for _, id := range o.May {
			if id == trial.Customer {
				return id
			}
		}
	}
	return r.People.Owner
}

// offers are the buttons that somebody may press now.
func (t *rehearsal) offers(r *engine.Record, people []TrialPerson) ([]TrialOffer, error) {
	out, at := []TrialOffer{}, map[[2]string]int{}
	add := func(task, key, title, who string) {
		i, known := at[[2]string{task, key}]
		if !known {
			i = len(out)
			at[[2]string{task, key}] = i
			out = append(out, TrialOffer{Task: task, Key: key, Title: title})
		}
		out[i].May = append(out[i].May, who)
	}
	lang := t.host.Lang(t.c)
	for _, p := range people[:min(len(people), maxAsked)] {
		who, err := t.who(p.ID)
		if err != nil {
			return nil, err
		}
		offer, err := t.stage.Submitter.Offer(t.c.UserContext(), t.app, r, who)
		if err != nil {
			return nil, err
		}
		for _, k := range offer.Tasks {
			for _, b := range k.Choices {
				if b.Off == nil {
					add(k.ID, b.Key, b.Title.In(lang), p.ID)
				}
			}
		}
		for _, m := range offer.Moves {
			if m.Off == nil {
				add("", m.Key, m.Title.In(lang), p.ID)
			}
		}
	}
	return out, nil
}

// maxAsked bounds for how many people it is worked out what they may press.
const maxAsked = 60

// took sorts what happened by the steps.
func (t *rehearsal) took(entries []httpapi.TimelineEntry) []TookView {
	lang, out := t.host.Lang(t.c), make([]TookView, len(t.stage.Took))
	for i, took := range t.stage.Took {
		one := TookView{At: took.At, Entries: []httpapi.TimelineEntry{}, Sent: []SentView{}, Called: []CalledView{}, Records: []MadeView{}}
		for len(entries) > 0 && entries[0].Seq <= took.Seq {
			one.Entries, entries = append(one.Entries, entries[0]), entries[1:]
		}
		for _, s := range took.Sent {
			one.Sent = append(one.Sent, t.sent(s, lang))
		}
		for _, k := range took.Called {
			one.Called = append(one.Called, CalledView{At: k.At, Title: t.app.TitleOf("connector", k.Connector, lang), Body: k.Body, OK: k.OK})
		}
		for _, m := range took.Records {
			one.Records = append(one.Records, MadeView{At: m.At, Form: t.app.TitleOf("form", m.Form, lang), No: m.No, Title: m.Title, Fresh: m.Fresh})
		}
		out[i] = one
	}
	return out
}

func (t *rehearsal) sent(s trial.Sent, lang string) SentView {
	v := SentView{At: s.At, Title: t.app.TitleOf("message", s.Template, lang), Record: s.Record, Audience: s.Audience, To: s.Name,
		Channels: s.Channels, State: s.State, Subject: s.Subject, Body: s.Body}
	if s.User != "" {
		v.To = t.host.People.Name(t.c.UserContext(), s.User)
	}
	if v.Channels == nil {
		v.Channels = []string{}
	}
	return v
}
