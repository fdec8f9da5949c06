package engine

import (
	"slices"
	"strings"

	"huiyin/engine/effect"
	"huiyin/engine/problem"
	"huiyin/engine/process"
)

// merging takes what another record of the same merge says. What comes late, after the record was taken out or told
// something newer, changes nothing.
func (d *decision) merging(s Submission) {
	m := s.Merging
	if m == nil {
		return
	}
	switch m.Kind {
	case "joined", "left":
		d.counts(m)
	case "reply", "press":
		d.advance(process.Command{Kind: "merging", Merging: m})
	case "refused":
		d.apart(m.Record, m.Title)
	case "lead":
		d.follows(s)
	}
}

// counts takes a record in, or notes that it left. What it says is asked of it again, for orders may overtake one another
// and it may be elsewhere by now. Who cannot be taken is told, and goes back to where it was.
func (d *decision) counts(m *effect.Merging) {
	got, known := d.ask.Get(effect.Need{Kind: effect.NeedRecord, Form: d.form.Key(), IDs: []string{m.Record}})
	if !known {
		return
	}
	inside := len(got.Records) > 0 && got.Records[0].Into == d.rec.ID
	if inside && m.Kind == "joined" && m.Record < d.rec.ID { // of two that go up in each other, the one with the lower id does
		d.apart(m.Record, m.Title)
	}
	switch {
	case inside != (m.Kind == "joined"):
	case inside && !d.takes(m.Record):
		id := d.nextID()
		d.emit(effect.Effect{ID: id, Kind: effect.Record, Source: merged, Record: &effect.RecordOrder{Form: d.form.Key(), ID: m.Record,
			Merging: &effect.Merging{Kind: "refused", Record: d.rec.ID, Title: d.name(), Seq: d.rec.Seq}}})
	case d.rec.Proc != nil:
		d.advance(process.Command{Kind: "merging", Merging: m})
	}
}

// takes reports whether a record can go up in this one, or has.
func (d *decision) takes(id string) bool {
	p, ok := d.process()
	if !ok || p.Spec().Merge == nil {
		return false
	}
	s, into := d.rec.Proc, ""
	if s.Aside != nil {
		into = s.Aside.Into
	}
	return slices.ContainsFunc(s.Members, func(m process.Member) bool { return m.ID == id }) ||
		p.Spec().Merge.Unfit(s.State, s.Status, into, len(s.Members)) == ""
}

// follows takes over what changed for the record this one went up in.
func (d *decision) follows(s Submission) {
	m := s.Merging
	if d.rec.Proc == nil || d.rec.Proc.Aside == nil || d.rec.Proc.Aside.Into != m.Record || d.rec.Proc.Aside.Seq >= m.Seq {
		return
	}
	if d.fail(d.set(s.Patch, merged)) || !d.advance(process.Command{Kind: "merging", Merging: m}) || contains(m.Quiet, d.rec.ID) || !d.byVoice() {
		return
	}
	for _, letter := range m.Say {
		d.advance(process.Command{Kind: "unsent", Point: letter})
	}
}

// unheard is what follows when records of a merge that were told something are not there any more: what went up in one
// that is gone comes out again, and who is gone no longer counts.
func (d *decision) unheard(kind string, gone []string) {
	for _, id := range gone {
		switch kind {
		case "joined", "reply", "press":
			d.apart(id, "")
		case "lead":
			d.advance(process.Command{Kind: "merging", Merging: &effect.Merging{Kind: "left", Record: id,
				Title: problem.Sentence(d.app.Language(), "merge.member_gone", nil)}})
		}
	}
}

// apart undoes a merge that could not be: the other record is over, has gone up in another one itself or is gone.
// Whoever merged is told in words.
func (d *decision) apart(from, title string) {
	if d.rec.Proc == nil || d.rec.Proc.Aside == nil || d.rec.Proc.Aside.Into != from {
		return
	}
	by := d.rec.Proc.Aside.By
	if title == "" {
		title = problem.Sentence(d.app.Language(), "merge.lead_gone", nil)
	}
	if d.putBack(process.Command{Kind: "merging", Merging: &effect.Merging{Kind: "refused", Record: from, Title: title}}) && by != "" {
		d.tellApart(by, title)
	}
}

// ApartMessage is the template key of the message to whoever merged a record that was taken out again; no definition
// can be called so, for it is no key.
const ApartMessage = "@apart"

func (d *decision) tellApart(user, other string) {
	got, ok := d.ask.Get(effect.Need{Kind: effect.NeedPeople, IDs: []string{user}})
	if !ok || len(got.People) == 0 {
		return
	}
	p := got.People[0]
	lang := p.Language
	if lang == "" {
		lang = d.app.Language()
	}
	facts := map[string]any{"title": d.name(), "other": other}
	d.emit(effect.Effect{ID: d.nextID(), Kind: effect.Message, Source: merged, Message: &effect.MessageOrder{
		Template: ApartMessage, Audience: "staff", Channels: []string{"in_app"}, To: []effect.Recipient{{User: p.ID, Name: p.Name,
			Subject: problem.Sentence(lang, "merge.apart.subject", facts), Body: problem.Sentence(lang, "merge.apart.body", facts)}}}})
}

// name is what people call the record.
func (d *decision) name() string { return strings.TrimSpace(d.rec.No + " " + d.rec.Title) }

// byVoice reports whether the customer wants to hear and no letter reaches them.
func (d *decision) byVoice() bool {
	address, _, _ := d.contact()
	return address == "" && slices.ContainsFunc(d.contacts(d.contactPaths()), func(c process.Contact) bool {
		return !c.Internal && !c.Anonymous && !c.Unwanted && (c.Consent || !c.Asked)
	})
}
