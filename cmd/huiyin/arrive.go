package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"huiyin/engine"
	"huiyin/runtime"
)

// fate is what will become of one suggestion.
type fate struct {
	voice
	at       time.Time
	channel  string
	customer *scriptCustomer // nil: nobody in the customer files
	name     string
	contact  string // email, phone, none, anonymous
	outcome  string // yes, no, later, silent, invalid
	stops    string // status in which it stays, "" = goes on to its end
	asks     bool
	back     bool // evaluation sends it back once
	slips    bool
	unsolved bool
	appeals  bool
	confirms bool
	returns  bool
	language string
}

// chance is true with a probability.
func (t *story) chance(p float64) bool { return t.luck.Float64() < p }

// pick draws a position by weight.
func (t *story) pick(weights []int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	n := t.luck.IntN(max(sum, 1))
	for i, w := range weights {
		if n -= w; n < 0 {
			return i
		}
	}
	return 0
}

// weigh draws a key by weight.
func (t *story) weigh(weights map[string]int) string {
	keys := slices.Sorted(maps.Keys(weights))
	list := make([]int, len(keys))
	for i, k := range keys {
		list[i] = weights[k]
	}
	return keys[t.pick(list)]
}

// draw takes one of a list.
func draw[T any](t *story, list []T) T { return list[t.luck.IntN(len(list))] }

// expect notes every suggestion of the story on the agenda.
func (t *story) expect() {
	times := t.moments()
	fates := make([]*fate, len(times))
	for i, at := range times {
		fates[i] = t.destine(i, at)
	}
	t.hold(fates)
	for _, f := range fates {
		t.plans.note(f.at, func(ctx context.Context) error { return t.arrive(ctx, f) })
	}
}

var weekdays = []string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// moments are the times of arrival: more on working days and in the daytime, and a little more every month.
func (t *story) moments() []time.Time {
	a := t.script.Arrival
	zone := t.app.Zone()
	begin := t.end.AddDate(0, -a.Months, 0).In(zone)
	var days []time.Time
	var weights []int
	growth := 1.0
	for day := begin; day.Before(t.end); day = day.AddDate(0, 0, 1) {
		weights = append(weights, int(100*growth*float64(a.Weekday[weekdays[day.Weekday()]])))
		days = append(days, time.Date(day.Year(), day.Month(), day.Day(), 0, 0, 0, 0, zone))
		growth *= 1 + (a.GrowthPerMonth-1)/30
	}
	var out []time.Time
	for len(out) < a.Total {
		at := days[t.pick(weights)].Add(time.Duration(t.pick(a.Hour))*time.Hour + time.Duration(t.luck.IntN(3600))*time.Second)
		if at.Before(t.end.Add(-20 * time.Minute)) {
			out = append(out, at)
		}
	}
	slices.SortFunc(out, time.Time.Compare)
	return out
}

// destine decides beforehand what a suggestion is and what becomes of it.
func (t *story) destine(i int, at time.Time) *fate {
	a, fl := t.script.Arrival, t.script.Flow
	f := &fate{voice: t.words(i), at: at, channel: t.weigh(a.Channels), contact: t.weigh(a.Contact), outcome: t.weigh(fl.Outcomes),
		asks: t.chance(fl.AsksForMore), back: t.chance(fl.SendsBack), slips: t.chance(fl.Slips), unsolved: t.chance(fl.NotSolved), returns: t.chance(fl.Returns),
		appeals: t.chance(fl.Appeals), confirms: t.chance(fl.CustomerConfirms), language: "zh"}
	if len(f.Channels) > 0 {
		f.channel = draw(t, f.Channels)
	}
	if f.Lang != "" {
		f.language, f.channel = f.Lang, t.script.Play.English.Channel
	}
	if f.Decline != nil && f.outcome != "later" && f.outcome != "silent" {
		f.outcome = "no"
	} else if f.Decline == nil && f.outcome == "no" {
		f.outcome = "yes"
	}
	if f.outcome == "silent" {
		f.asks = true
	}
	if t.chance(fl.Invalid) {
		f.outcome = "invalid"
	}
	t.person(f)
	return f
}

// words are the texts in turn: each one's own words first, those of other customers when it comes round again.
func (t *story) words(i int) voice {
	v := t.script.Texts[i%len(t.script.Texts)]
	round := i / len(t.script.Texts)
	if round > 0 && len(v.Also) > 0 {
		other := v.Also[(round-1)%len(v.Also)]
		v.Title, v.Description = other.Title, other.Description
		if other.Apart {
			v.ReleaseNote, v.Question = "", ""
			if v.Decline != nil {
				v.Decline = &t.script.Play.Phrases.Declined
			}
		}
	}
	return v
}

// surnames are for customers whom nobody knows yet.
var surnames = []string{"李", "王", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何", "郭", "马", "罗"}

// person decides who speaks.
func (t *story) person(f *fate) {
	var known []*scriptCustomer
	for i := range t.script.Customers {
		if c := &t.script.Customers[i]; c.Language == f.language {
			known = append(known, c)
		}
	}
	f.name = draw(t, surnames) + draw(t, []string{"女士", "先生"})
	if f.language == "en" {
		f.name = draw(t, []string{"Ms. Grant", "Mr. Moore", "Ms. Bell"})
	}
	if t.chance(t.script.Arrival.KnownCustomer) && len(known) > 0 {
		f.customer = draw(t, known)
		f.name = f.customer.Name
	}
}

// hold chooses the suggestions that are still open today. About as many again are under way by themselves.
func (t *story) hold(fates []*fate) {
	for _, s := range t.script.Play.Stations {
		wanted := (t.script.Flow.StillOpen[s.Status] + 1) / s.Share
		for _, i := range t.luck.Perm(len(fates)) {
			f := fates[i]
			age := int(t.end.Sub(f.at).Hours() / 24)
			if wanted == 0 || f.stops != "" || f.outcome == "invalid" || age < s.Ages[0] || age > s.Ages[1] {
				continue
			}
			if s.Outcome == "no" && f.Decline == nil {
				continue
			}
			f.stops = s.Status
			wanted--
			if s.Outcome != "" {
				f.outcome = s.Outcome
			}
			f.asks = s.Status == t.script.Play.Waiting
			f.returns = s.Status == t.script.Play.Revisited
		}
	}
}

// arrive sends the suggestion, by the public form or by whoever took it down.
func (t *story) arrive(ctx context.Context, f *fate) error {
	p := t.script.Play
	data := filled(p.Says, f.values())
	sub := engine.Submission{Form: p.Form, Kind: "create", Patch: data, Channel: "public", Public: true, Who: customer(f.language)}
	if slices.Contains(t.script.Arrival.Public, f.channel) {
		maps.Copy(data, t.reach(f, p.Hidden.Public))
		maps.Copy(data, filled(p.Named, f.values()))
	} else {
		who, err := t.who(ctx, castID(draw(t, t.script.Arrival.RecordedBy)))
		if err != nil {
			return err
		}
		sub.Who, sub.Channel, sub.Public = who, "console", false
		t.record(f, data)
	}
	r, refused, err := t.submit(ctx, "", sub)
	if err != nil {
		return err
	}
	if refused.Err() != nil {
		return fmt.Errorf("sample suggestion %v: %w", data, refused)
	}
	t.fates[r.ID] = f
	t.plan(r)
	if t.shown.ID == "" || f.stops == p.Shown.Status && sub.Public && f.contact == p.Shown.Contact && f.language == p.Shown.Language {
		t.shown = runtime.Target{App: r.App, Form: r.Form, ID: r.ID, Gen: r.LinkGen} // a good example for visitors
	}
	return t.gossip(ctx, r, f)
}

// reach adds how the customer can be told.
func (t *story) reach(f *fate, hidden map[string]any) map[string]any {
	p := t.script.Play
	switch f.contact {
	case "email":
		address := fmt.Sprintf("guest%03d@customer.example", t.luck.IntN(400))
		if f.customer != nil && f.customer.Email != "" {
			address = f.customer.Email
		}
		return filled(p.Reach["email"], map[string]any{"email": address})
	case "phone":
		return filled(p.Reach["phone"], map[string]any{"phone": fmt.Sprintf("138%08d", t.luck.IntN(100_000_000))})
	case "anonymous":
		return hidden
	}
	return p.Reach["none"]
}

// record adds what a colleague takes down beside the customer's words.
func (t *story) record(f *fate, data map[string]any) {
	p, values := t.script.Play, f.values()
	values["weight"] = draw(t, p.Importance)
	if slices.Contains(p.Groups.Channels, f.channel) && len(t.groups) > 0 {
		values["group"] = draw(t, t.groups)
	}
	if f.customer != nil {
		values["customer"] = t.customers[f.customer.Key]
	}
	maps.Copy(data, filled(p.Taken, values))
	if f.customer != nil || slices.Contains(p.Nameless, f.channel) {
		return
	}
	if f.contact != "anonymous" {
		maps.Copy(data, filled(p.Named, values))
	}
	maps.Copy(data, t.reach(f, p.Hidden.Taken))
}
