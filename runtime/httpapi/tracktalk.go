package httpapi

import (
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime"
)

// trackPage is how many remarks a customer gets at once.
const trackPage = 40

// TrackTalk is a stretch of what both sides said, oldest first. Earlier is where what was said before it is to be asked
// for, "" where nothing was.
type TrackTalk struct {
	Comments []TrackComment `json:"comments"`
	Earlier  string         `json:"earlier"`
}

// getTrackComments answers with what was said before a remark, which the caller got as Earlier.
func (a *API) getTrackComments(c *fiber.Ctx) error {
	p, r, err := a.tracked(c)
	if err != nil {
		return err
	}
	before, err := a.commentOf(c, c.Query("before"), "/before", r.ID)
	if err == nil && !before.Customer { // what colleagues said among themselves is not there for the customer
		err = problem.List{problem.New("comment.unknown", "/before", "id", before.ID)}
	}
	if err != nil {
		return err
	}
	talk, err := a.trackWords(c, p, r, before)
	if err != nil {
		return err
	}
	return c.JSON(talk)
}

// trackTalk adds the remarks and messages meant for the customer: a letter that could not leave can be read here.
func (a *API) trackTalk(c *fiber.Ctx, p place, r *engine.Record, v *TrackView) error {
	var err error
	if v.TrackTalk, err = a.trackWords(c, p, r, nil); err != nil {
		return err
	}
	v.Messages = []TrackMessage{}
	sent, _, _, err := a.Messages.Find(c.UserContext(), query.Query{Where: query.Condition{All: []query.Condition{
		{Field: "record", Op: "eq", Value: r.ID}, {Field: "audience", Op: "eq", Value: "customer"}, {Field: "state", Op: "in", Value: []any{"sent", "sample", "not_configured", "failed", "held"}}}},
		Sort: []query.Sort{{Field: "at"}}, Limit: 50})
	for _, m := range sent {
		v.Messages = append(v.Messages, TrackMessage{At: m.At, Subject: m.Subject, Body: m.Body})
	}
	return err
}

// trackWords are the remarks just before another one, nil for the newest, with what the customer was asked meanwhile.
func (a *API) trackWords(c *fiber.Ctx, p place, r *engine.Record, before *runtime.Comment) (TrackTalk, error) {
	talk := TrackTalk{Comments: []TrackComment{}}
	found, err := a.Comments.Page(c.UserContext(), r.ID, true, before, trackPage+1)
	if err != nil {
		return talk, err
	}
	var since time.Time
	if len(found) > trackPage {
		found = found[1:]
		talk.Earlier, since = found[0].ID, found[0].At
	}
	for _, m := range found {
		one := TrackComment{At: m.At, Mine: m.By == "customer", Text: m.Text, By: words(p.lang, "客服", "Our team"), Files: []FileView{}}
		for _, f := range m.Files {
			one.Files = append(one.Files, trackFile(c, f))
		}
		talk.Comments = append(talk.Comments, one)
	}
	asked, err := a.trackAsked(c, p, r)
	for _, one := range asked {
		if !one.At.Before(since) && (before == nil || one.At.Before(before.At)) {
			talk.Comments = append(talk.Comments, one)
		}
	}
	slices.SortStableFunc(talk.Comments, func(x, y TrackComment) int { return x.At.Compare(y.At) })
	return talk, err
}
