package form

import (
	"time"

	"huiyin/engine/effect"
)

// number draws the numbers of a new record, and computes again what reads them.
func (a *attempt) number() map[string]string {
	drawn := map[string]string{}
	if !a.in.Create || a.in.Ask == nil || a.in.Ask.Waits() {
		return drawn // a number drawn for a decision that is asked again would only leave a gap
	}
	zone := a.in.Zone
	if zone == nil {
		zone = time.UTC
	}
	for _, f := range a.fields {
		if f.numbered == nil || a.state.values[f.n] != nil {
			continue
		}
		counter, render := f.numbered.Number(a.in.Now.In(zone))
		got, known := a.in.Ask.Get(effect.Need{Kind: effect.NeedCounter, Form: a.key, Text: a.key + "." + f.Key + ":" + counter})
		if known {
			drawn[f.Key] = render(got.Count)
		}
	}
	for key, no := range drawn {
		a.entered[a.index[key].n] = no
	}
	if len(drawn) > 0 {
		a.settle()
	}
	return drawn
}
