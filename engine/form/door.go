package form

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"huiyin/engine/problem"
)

// Door is what keeps strangers from filling the public form: everything that is not said does not.
type Door struct {
	// Password asks for the password that is set beside the definition. The definition is copied, compared and
	// exported; it never holds the password, nor what could be tried against one.
	Password bool     `json:"password,omitempty"`
	Opens    string   `json:"opens,omitempty"`  // UTC; nothing is taken before
	Closes   string   `json:"closes,omitempty"` // UTC; nothing is taken from then on
	Quota    int      `json:"quota,omitempty"`  // submissions that are taken in all
	Each     *Each    `json:"perPerson,omitempty"`
	Embed    []string `json:"embed,omitempty"` // origins of the sites that may show the form in a frame
}

// Each limits how often one person may send the form.
type Each struct {
	Times int    `json:"times"`
	By    string `json:"by,omitempty"` // how a person is known: browser (default), contact, both
}

// DoorKey begins the unique keys that a submission holds because of the door it came through. No field can be called
// like that.
const DoorKey = "public."

// Browser reports whether a person is known by the browser they use.
func (e *Each) Browser() bool { return e != nil && e.By != "contact" }

// Contact reports whether a person is known by the mail address and phone number they give.
func (e *Each) Contact() bool { return e != nil && (e.By == "contact" || e.By == "both") }

// Shut returns what to tell a stranger who comes outside the hours: public.not_open or public.over, with the moment
// "at". It is nil while the form may be filled, as far as the time goes.
func (d Door) Shut(now time.Time) *problem.Problem {
	if opens, ok := moment(d.Opens); ok && now.Before(opens) {
		p := problem.New("public.not_open", "", "at", d.Opens)
		return &p
	}
	if closes, ok := moment(d.Closes); ok && !now.Before(closes) {
		p := problem.New("public.over", "", "at", d.Closes)
		return &p
	}
	return nil
}

func moment(text string) (time.Time, bool) {
	at, err := time.Parse(time.RFC3339, text)
	return at, err == nil
}

// Reach lists the fields that tell who has sent the form: those of the mail address and the phone number that
// strangers are asked for.
func (f *Form) Reach() []string {
	var out []string
	if k := f.spec.Contact; k != nil {
		for _, key := range []string{k.Email, k.Phone} {
			if f.open[key] {
				out = append(out, key)
			}
		}
	}
	return out
}

// origin is the address of a site without a path; *. stands for everything below a name.
var origin = regexp.MustCompile(`^https?://(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?(:[0-9]{1,5})?$`)

// door checks the settings against each other and against the form.
func (c *compiler) door(d Door) {
	opens, opensOK := moment(d.Opens)
	closes, closesOK := moment(d.Closes)
	if d.Opens != "" && !opensOK {
		c.found.Add("form.public.moment", "/spec/public/opens", "value", d.Opens)
	}
	if d.Closes != "" && !closesOK {
		c.found.Add("form.public.moment", "/spec/public/closes", "value", d.Closes)
	}
	if opensOK && closesOK && !closes.After(opens) {
		c.found.Add("form.public.window", "/spec/public/closes")
	}
	if d.Each.Contact() && len(c.form.Reach()) == 0 {
		c.found.Add("form.public.contact", "/spec/public/perPerson/by")
	}
	for i, site := range d.Embed {
		at := problem.Pointer("spec", "public", "embed", i)
		if !origin.MatchString(site) {
			c.found.Add("form.public.origin", at, "value", site)
		} else if everybodys(site) {
			c.found.Add("form.public.origin_wide", at, "value", site)
		}
	}
}

// suffixes are names below which anybody may have a site: the second levels that countries give out, and hosts of pages.
var (
	suffixes = regexp.MustCompile(`^(com?|net?|org?|gov?|edu?|ac|mil|idv|gen|ltd|plc|me|id|nom|info|biz)\.[a-z]{2}$`)
	hosts    = []string{"github.io", "gitlab.io", "gitee.io", "pages.dev", "workers.dev", "vercel.app", "netlify.app", "web.app", "firebaseapp.com",
		"herokuapp.com", "azurewebsites.net", "cloudfront.net", "appspot.com", "blogspot.com", "myshopify.com", "onrender.com", "fly.dev", "ngrok.io"}
)

// everybodys reports whether a site with *. stands for the sites of people who have nothing to do with each other.
func everybodys(site string) bool {
	_, below, wild := strings.Cut(site, "//*.")
	below, _, _ = strings.Cut(below, ":")
	return wild && (!strings.Contains(below, ".") || suffixes.MatchString(below) || slices.Contains(hosts, below))
}
