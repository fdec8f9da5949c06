package runtime

import (
	"strconv"
	"strings"

	"huiyin/engine"
)

// Links makes and reads the addresses that outsiders follow. A code names the record and its link generation and is
// signed for one purpose, so it can be made again for every later message and is revoked by raising the generation.
type Links struct {
	Keys *Keys
	Base string // public address, without a slash at the end
	// Blank, where somebody only tries something: the customer's link is told without its code, which would let whoever
	// reads it act as the customer.
	Blank bool
}

// Target is the record a code leads to.
type Target struct {
	App, Form, ID string
	Gen           int
}

// For returns the link function that one decision of an app uses, however often it asks: "track" for the customer,
// "record" for staff. It is not safe for concurrent use.
func (l Links) For(app *engine.App) func(page string, r *engine.Record) string {
	var last Target
	var track string
	return func(page string, r *engine.Record) string {
		if page == "track" && l.Blank {
			return l.Base + "/t/…"
		}
		if page == "track" {
			if t := (Target{App: app.Key, Form: r.Form, ID: r.ID, Gen: r.LinkGen}); t != last {
				last, track = t, l.Base+"/t/"+l.Code("track", t)
			}
			return track
		}
		return l.Base + "/a/" + app.Key + "/" + r.Form + "/" + r.ID
	}
}

// Staff makes a text about a record one that colleagues may read: the customer's link becomes their own.
func (l Links) Staff(r *engine.Record, text string) string {
	return string(l.Veil([]byte(text), l.Base+"/a/"+r.App+"/"+r.Form+"/"+r.ID))
}

// Code signs a target for a purpose: "<app>.<form>.<id>.<generation>.<signature>".
func (l Links) Code(purpose string, t Target) string {
	gen := strconv.Itoa(t.Gen)
	return strings.Join([]string{t.App, t.Form, t.ID, gen, l.Keys.Sign(purpose, t.App, t.Form, t.ID, gen)}, ".")
}

// Read checks a code and returns its target; ok is false for codes that were not made for this purpose. The caller
// compares the generation with the record's.
func (l Links) Read(purpose, code string) (t Target, ok bool) {
	parts := strings.Split(code, ".")
	if len(parts) != 5 {
		return Target{}, false
	}
	gen, err := strconv.Atoi(parts[3])
	if err != nil || !l.Keys.Verify(parts[4], purpose, parts[:4]...) {
		return Target{}, false
	}
	return Target{App: parts[0], Form: parts[1], ID: parts[2], Gen: gen}, true
}
