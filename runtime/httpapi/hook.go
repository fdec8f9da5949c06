package httpapi

import (
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine/problem"
	"huiyin/engine/query"
	"huiyin/runtime"
	"huiyin/runtime/executor"
)

// hookPath is where the messages of other systems come in. Their signature says who they are from: neither tokens nor
// sessions are looked at.
const hookPath = "/api/v1/hooks/"

// notedRefusals is how many messages an hour, of one address to one connector, are noted although nobody knows who
// they are from.
const notedRefusals = 60

// postHook takes a message of another system.
func (a *API) postHook(c *fiber.Ctx) error {
	at := "|" + c.Params("app") + "/" + c.Params("key") + "|" + a.address(c)
	if ok, wait := a.limits.within(time.Minute, "hook"+at, a.TokenRate, a.Now()); !ok {
		return tooMany(wait)
	}
	m := runtime.Message{App: c.Params("app"), Connector: c.Params("key"), Timestamp: c.Get(executor.TimestampHeader),
		Signature: c.Get(executor.SignatureHeader), Key: c.Get(executor.KeyHeader), Body: c.Body(), Address: a.address(c)}
	d, err := a.Inbox.Take(c.UserContext(), m)
	var refused problem.List
	if errors.As(err, &refused) && d.ID == "" {
		if ok, _ := a.limits.allow("hook-refused"+at, notedRefusals, a.Now()); ok {
			err = errors.Join(err, a.Inbox.Arrivals.Refuse(c.UserContext(), d, refused))
		}
	}
	if err == nil && d.State == "refused" {
		err = d.Problems
	}
	if err != nil {
		return err
	}
	status := http.StatusOK
	if d.State == "created" {
		status = http.StatusCreated
	}
	return c.Status(status).JSON(fiber.Map{"delivery": d.ID, "state": d.State, "record": d.Record, "no": d.No})
}

// DeliveryView is a message that came, as administrators see it.
type DeliveryView struct {
	ID        string       `json:"id"`
	At        time.Time    `json:"at"`
	App       Titled       `json:"app"`
	Connector Titled       `json:"connector"`
	State     string       `json:"state"`
	Record    *RecordRef   `json:"record"`
	Problems  problem.List `json:"problems"`
	Address   string       `json:"address"`
	Bytes     int          `json:"bytes"`
	Times     int          `json:"times"`
}

// getDeliveries pages the messages that came to the connectors the caller looks after, the newest first.
func (a *API) getDeliveries(c *fiber.Ctx) error {
	var keys []any
	for _, app := range a.grantedApps(c, "admin") {
		keys = append(keys, app.Key)
	}
	if len(keys) == 0 {
		return denied("admin", "")
	}
	where := query.Condition{Field: "app", Op: "in", Value: keys}
	for _, name := range []string{"app", "connector", "state"} {
		if value := c.Query(name); value != "" {
			where = query.And(where, query.Condition{Field: name, Op: "eq", Value: value})
		}
	}
	found, next, err := a.Inbox.Arrivals.Find(c.UserContext(), query.Query{Where: where, Sort: []query.Sort{{Field: "at", Desc: true}},
		Limit: limit(c, 30), After: c.Query("after")})
	if err != nil {
		return err
	}
	items := make([]DeliveryView, len(found))
	for i, d := range found {
		items[i] = a.deliveryView(c, d)
	}
	return c.JSON(fiber.Map{"items": items, "next": next})
}

func (a *API) deliveryView(c *fiber.Ctx, d runtime.Arrival) DeliveryView {
	lang := a.lang(c)
	v := DeliveryView{ID: d.ID, At: d.At, App: Titled{Key: d.App, Title: d.App}, Connector: Titled{Key: d.Connector, Title: d.Connector}, State: d.State,
		Problems: problem.List{}, Address: d.Address, Bytes: d.Bytes, Times: d.Times}
	if app, ok := a.Apps.Get(d.App); ok {
		v.App.Title, v.Connector.Title = app.Title.In(lang), app.TitleOf("connector", d.Connector, lang)
	}
	if d.Record != "" {
		v.Record = &RecordRef{App: d.App, Form: d.Form, ID: d.Record, No: d.No}
	}
	if len(d.Problems) > 0 {
		v.Problems = d.Problems.In(lang)
	}
	return v
}

// challenge says what is missing where somebody is not known.
func challenge(code string) string {
	if strings.HasPrefix(code, "hook.") {
		return executor.SignatureHeader
	}
	return "Bearer"
}
