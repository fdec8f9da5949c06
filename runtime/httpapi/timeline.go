package httpapi

import (
	"encoding/json"
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

// TimelineEntry is a history entry as a reader sees it.
type TimelineEntry struct {
	Seq     int64        `json:"seq"`
	At      time.Time    `json:"at"`
	By      *Named       `json:"by"`
	Type    string       `json:"type"`
	Text    string       `json:"text"`
	Changes []ChangeView `json:"changes"`
	Source  *SourceView  `json:"source"`
	Release int          `json:"release"`
	Trace   any          `json:"trace,omitempty"`
	Aside   bool         `json:"aside"` // the machinery at work; people read what came of it in other entries
}

// ChangeView is a changed field in words.
type ChangeView struct {
	Field string `json:"field"`
	Title string `json:"title"`
	Old   string `json:"old"`
	New   string `json:"new"`
}

// SourceView is the definition that caused an entry.
type SourceView struct {
	Kind    string `json:"kind"`
	Key     string `json:"key"`
	Title   string `json:"title"`
	Release int    `json:"release"`
}

// quiet are entries that say nothing to people that the entry beside them does not say.
var quiet = []string{"sla_started", "sla_paused", "sla_resumed", "sla_retargeted", "sla_cancelled", "task_opened", "task_cancelled", "status_left", "promise_due", "task_signed", "waiting"}

// telling are entries that people want to read whoever made them: where the record went, who has it, what the customer
// was told, and what went wrong.
var telling = []string{"created", "status_entered", "ended", "returned", "resumed", "moved", "withdrawn", "deleted", "restored", "owner_changed",
	"promise_sent", "promise_delivered", "promise_told", "promise_read", "promise_failed", "promise_waived", "message_failed", "call_failed", "call_unreadable",
	"sla_breached", "comment", "heard", "followed", "merged", "unmerged", "member_joined", "member_left", "refused", "forked", "joined"}

// clocks are entries about time that went as it should, whoever stopped the clock.
var clocks = []string{"sla_met", "sla_level"}

// following are entries about what the process does with what somebody sent.
var following = append([]string{"status_entered", "owner_changed", "ended", "sla_breached", "promise_sent", "forked", "joined"}, clocks...)

func (a *API) getTimeline(c *fiber.Ctx) error {
	p, r, err := a.open(c)
	if err != nil {
		return err
	}
	entries, err := a.history(c, p, r)
	if err != nil {
		return err
	}
	return c.JSON(fiber.Map{"items": a.told(c, p, r, entries, c.Query("all") == "1"), "next": ""})
}

// told puts entries in words; without all, only those that say something to people.
func (a *API) told(c *fiber.Ctx, p place, r *engine.Record, entries []engine.Entry, all bool) []TimelineEntry {
	t := timeline{api: a, c: c, place: p, record: r, sight: a.sight(c, p), level: a.levels(p, r), internal: p.form.Internal(), others: map[string]string{}}
	out := []TimelineEntry{}
	for _, e := range entries {
		one := t.entry(e)
		unseen := e.Type == "edited" && len(e.Changes) > 0 && len(one.Changes) == 0
		if all || !unseen && !slices.Contains(quiet, e.Type) {
			out = append(out, one)
		}
	}
	return out
}

// history is what the document still holds and, before that, what stands in the events collection; newest first.
func (a *API) history(c *fiber.Ctx, p place, r *engine.Record) ([]engine.Entry, error) {
	entries := slices.Clone(r.History)
	if len(entries) > 0 && entries[0].Seq > 1 {
		page, err := a.Submitter.Store.Find(c.UserContext(), runtime.Events, query.Query{Where: query.Condition{All: []query.Condition{
			{Field: "record", Op: "eq", Value: r.ID}, {Field: "seq", Op: "lt", Value: float64(entries[0].Seq)}}},
			Sort: []query.Sort{{Field: "seq", Desc: true}}, Limit: 500})
		if err != nil {
			return nil, err
		}
		for _, doc := range page.Documents {
			var e runtime.EventDocument
			if err := json.Unmarshal(doc.Body, &e); err != nil {
				return nil, err
			}
			entries = append(entries, a.Submitter.Codec.OpenEntry(e.Entry, p.form))
		}
	}
	slices.SortFunc(entries, func(x, y engine.Entry) int { return int(y.Seq - x.Seq) })
	return entries, nil
}

type timeline struct {
	api    *API
	c      *fiber.Ctx
	place  place
	record *engine.Record
	sight  *runtime.Sight
	level  func(string) access.Level
	// internal are the fields that no reader of records sees.
	internal map[string]bool
	// others are what the reader may call the other records of a merge, by id; "" = as they were called at the time.
	others map[string]string
}

func (t timeline) entry(e engine.Entry) TimelineEntry {
	out := TimelineEntry{Seq: e.Seq, At: e.At, By: t.api.person(t.c, e.By), Type: e.Type, Release: e.Release, Changes: []ChangeView{}, Trace: e.Trace}
	if out.By.Kind == "customer" && slices.Contains(following, e.Type) {
		out.By = t.api.person(t.c, "") // they sent something, and this is what the process made of it
	}
	out.Aside = out.By.Kind == "system" && !slices.Contains(telling, e.Type) || slices.Contains(clocks, e.Type)
	for _, ch := range t.ordered(e.Changes) {
		if view, ok := t.change(ch); ok {
			out.Changes = append(out.Changes, view)
		}
	}
	if s := e.Source; s != nil && s.Kind == "rule" {
		out.Source = &SourceView{Kind: s.Kind, Key: s.Key, Title: t.place.app.TitleOf(s.Kind, s.Key, t.place.lang), Release: s.Release}
	}
	code := "history." + e.Type
	if e.Type == "owner_changed" && e.Event != nil && e.Event.From == "" {
		code = "history.owner_found"
	}
	if t.record.Sample && (e.Type == "called" || e.Type == "call_done") {
		code += "_sample" // nothing of it ever left
	}
	out.Text = problem.Sentence(t.place.lang, code, t.params(e))
	return out
}

// ordered are changes in the order of the form's fields.
func (t timeline) ordered(changes []engine.Change) []engine.Change {
	place := map[string]int{}
	for i, f := range t.place.form.Fields() {
		place[f.Key] = i
	}
	return slices.SortedStableFunc(slices.Values(changes), func(a, b engine.Change) int { return place[a.Field] - place[b.Field] })
}

func (t timeline) change(ch engine.Change) (ChangeView, bool) {
	f, ok := t.place.form.Field(ch.Field)
	if !ok || t.internal[ch.Field] || t.level(ch.Field) == access.Hidden || ch.Old == nil && (ch.New == false || f.Computed() && ch.New == 0.0) {
		return ChangeView{}, false
	}
	show := func(v any) string { return t.place.form.Text(ch.Field, v, t.place.lang, t.sight.Name) }
	if t.level(ch.Field) == access.Masked {
		show = func(v any) string {
			masked, _ := t.place.form.Mask(map[string]any{ch.Field: v}, t.level)[ch.Field].(string)
			return masked
		}
	}
	return ChangeView{Field: ch.Field, Title: f.Title.In(t.place.lang), Old: show(ch.Old), New: show(ch.New)}, true
}

// params are the facts that the sentence about an entry may name.
func (t timeline) params(e engine.Entry) map[string]any {
	lang := t.place.lang
	out := map[string]any{"text": e.Text, "channel": e.Channel, "user": "", "from": "", "to": "", "status": "",
		"node": "", "button": "", "key": e.Text, "users": "", "comment": ""}
	if e.Type == "rule" || e.Type == "message" {
		kind := map[string]string{"rule": "rule", "message": "message"}[e.Type]
		out["key"] = t.place.app.TitleOf(kind, e.Text, lang)
		switch e.Text {
		case engine.MentionMessage:
			out["key"] = problem.Sentence(lang, "mention.title", nil)
		case engine.ApartMessage:
			out["key"] = problem.Sentence(lang, "merge.apart.title", nil)
		}
	}
	ev := e.Event
	if ev == nil {
		return out
	}
	var proc *process.Process
	if t.record.Proc != nil {
		proc, _ = t.place.app.Process(t.record.Proc.Process, t.record.Proc.Release)
	}
	out["user"], out["comment"] = t.name(ev.User), ev.Text
	if other := otherOf(ev); other != "" {
		out["text"] = t.called(other, e.Text)
	}
	out["from"], out["to"] = t.name(ev.From), t.name(ev.To)
	if ev.Type == "process_migrated" || ev.Type == "process_pinned" { // between releases, not people
		out["from"], out["to"] = ev.Data["from"], ev.Data["to"]
	}
	names := make([]string, len(ev.Users))
	for i, id := range ev.Users {
		names[i] = t.name(id)
	}
	out["users"] = names
	if proc != nil {
		t.flow(out, proc, ev)
	}
	return out
}

// flow adds the titles of the process's parts.
func (t timeline) flow(out map[string]any, proc *process.Process, ev *process.Event) {
	lang := t.place.lang
	status := func(key string) string { s, _ := proc.Status(key); return s.Title.In(lang) }
	out["status"] = status(ev.Status)
	if ev.Type == "status_entered" && ev.From != "" {
		out["from"] = status(ev.From)
	}
	n, _ := proc.Node(ev.Node)
	out["node"] = n.Title.In(lang)
	if ev.Type == "called" {
		out["key"] = t.place.app.TitleOf("connector", ev.Key, lang)
	}
	out["button"], out["count"], out["left"], out["outcome"] = ev.Button, ev.Data["count"], ev.Data["left"], ""
	if ev.Type == "waited" {
		out["outcome"] = problem.Sentence(lang, "process.outcome."+ev.Key, nil)
	}
	if out["node"] == "" {
		out["node"], out["button"] = t.adHoc(ev)
	}
	if human, ok := proc.Human(ev.Node); ok {
		for _, b := range human.Buttons {
			if b.Key == ev.Button {
				out["button"] = b.Title.In(lang)
			}
		}
	}
	for _, m := range proc.Spec().Moves {
		if m.Key == ev.Button || m.Key == ev.Key {
			out["button"] = m.Title.In(lang)
		}
	}
	if sla, ok := proc.SLA(ev.Key); ok {
		out["key"] = sla.Title.In(lang)
		for _, l := range sla.Levels {
			if l.Key == ev.Level && !l.Title.Empty() {
				out["key"] = l.Title.In(lang)
			}
		}
	}
	if promise, ok := proc.Promise(ev.Key); ok {
		out["key"] = promise.Title.In(lang)
	}
}

// adHoc returns the titles of a task beside the flow and of the button pressed on it.
func (t timeline) adHoc(ev *process.Event) (task, button string) {
	for _, k := range t.record.Proc.Tasks {
		if k.ID != ev.Task || k.AdHoc == nil {
			continue
		}
		for _, b := range k.AdHoc.Buttons {
			if b.Key == ev.Button {
				button = b.Title.In(t.place.lang)
			}
		}
		return k.AdHoc.Title.In(t.place.lang), button
	}
	return "", ev.Button
}

func (t timeline) name(id string) string {
	if id == "" {
		return ""
	}
	return t.api.person(t.c, id).Name
}
