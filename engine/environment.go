package engine

import (
	"maps"
	"time"

	"huiyin/engine/effect"
)

// environment is what expressions and templates read. It is one map for the whole decision, filled in again after every
// change: whoever keeps it beyond that keeps a copy.
func (d *decision) environment() map[string]any {
	if !d.stale {
		return d.reads
	}
	if d.reads == nil {
		d.reads = make(map[string]any, len(d.rec.Data)+len(d.form.Relations())+8)
	}
	clear(d.reads)
	maps.Copy(d.reads, d.rec.Data)
	for field, target := range d.form.Relations() {
		d.reads[field] = nil
		if m := d.lookup(target, d.rec.Data[field]); m != nil {
			d.reads[field] = m
		}
	}
	maps.Copy(d.reads, d.system())
	d.stale = false
	return d.reads
}

// system is the part of the environment that is not field values. Only the record in it changes during a decision.
func (d *decision) system() map[string]any {
	if d.fixed == nil {
		now := d.now()
		old := map[string]any{}
		if d.old != nil {
			old = d.old.Data
		}
		d.fixed = map[string]any{
			"old": old,
			"user": map[string]any{"id": d.who.ID, "name": d.who.Name, "kind": d.who.Kind,
				"department": d.who.Department, "roles": list(d.who.Roles)},
			"now":     now.Format(time.RFC3339),
			"today":   now.In(d.app.zone).Format(time.DateOnly),
			"working": d.app.Calendar("").Open(now),
			"task":    map[string]any{"title": nil},
			"link":    map[string]any{"track": d.link("track"), "record": d.link("record")},
		}
	}
	d.fixed["record"] = d.recordValues()
	return d.fixed
}

// link is the address of a page about the record, which is the same all through a decision.
func (d *decision) link(page string) string {
	if d.world.Link == nil {
		return ""
	}
	return d.world.Link(page, d.rec)
}

// recordValues are the names below record, in one map: what never changes is written once.
func (d *decision) recordValues() map[string]any {
	r := d.rec
	m, _ := d.fixed["record"].(map[string]any)
	if m == nil {
		m = map[string]any{"id": r.ID, "channel": r.Channel, "createdAt": r.CreatedAt.Format(time.RFC3339), "createdBy": r.CreatedBy,
			"submitter": empty(r.People.Submitter), "status": nil, "statusSince": nil, "resolution": nil}
	}
	m["no"], m["title"], m["owner"] = r.No, r.Title, empty(r.People.Owner)
	m["promisesOpen"], m["duplicates"] = float64(d.promisesOpen()), float64(d.duplicates())
	if r.Proc != nil {
		m["status"], m["resolution"] = empty(r.Proc.Status), empty(r.Proc.Resolution)
		m["statusSince"] = r.Proc.StatusSince.Format(time.RFC3339)
	}
	return m
}

func (d *decision) promisesOpen() int {
	n := 0
	for _, e := range d.rec.Loop {
		if !e.Kept() {
			n++
		}
	}
	return n
}

// similarEnough is the share of common bigrams from which two records count as possible duplicates (IN-3).
const similarEnough = 0.6

// twins is how many records are like a text.
type twins struct {
	text  string
	count int
}

// duplicates counts other records whose texts are like this one's; only forms that name such texts pay for it.
func (d *decision) duplicates() int {
	if d.old != nil {
		return 0
	}
	text := d.similarText()
	if text == d.alike.text {
		return d.alike.count
	}
	got, _ := d.ask.Get(effect.Need{Kind: effect.NeedSimilar, Form: d.form.Key(), Text: text, Limit: 10})
	n := 0
	for _, s := range got.Similar {
		if s.ID != d.rec.ID && s.Score >= similarEnough {
			n++
		}
	}
	d.alike = twins{text, n}
	return n
}
