package httpapi

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/gofiber/fiber/v2"

	"huiyin/engine"
	"huiyin/engine/definition"
	"huiyin/engine/problem"
	"huiyin/runtime"
	"huiyin/runtime/executor"
)

// ConnectorView is a connector as an administrator sees it: where it leads, whether it can work, and how it has done.
type ConnectorView struct {
	App       Titled     `json:"app"`
	Key       string     `json:"key"`
	Title     string     `json:"title"`
	Text      string     `json:"text"` // what it is for
	Form      Titled     `json:"form"`
	Fields    []string   `json:"fields"` // titles of what leaves
	Inbound   bool       `json:"inbound"`
	Off       bool       `json:"off"`     // takes no messages: somebody switched it off
	Address   string     `json:"address"` // that messages are sent to, of one that takes them
	Host      string     `json:"host"`    // where it leads, "" = nowhere: it is off. The rest of the address may hold a token
	Given     bool       `json:"given"`   // by an administrator here, not by the definition
	Secret    string     `json:"secret"`
	SecretSet bool       `json:"secretSet"`
	LastOK    *time.Time `json:"lastOk"`
	LastTry   *time.Time `json:"lastTry"`
	Failures  int        `json:"failures"` // in a row
	Error     string     `json:"error"`
}

// minSecret is the shortest secret a person may choose.
const minSecret = 16

// TryCall makes a request through a connector and returns why it failed.
type TryCall func(ctx context.Context, app, key string, c definition.ConnectorSpec, id string, body []byte) error

type connectors struct {
	api  *API
	book *runtime.ConnectorBook
	try  TryCall
}

// Connectors mounts what administrators know of and do for connectors: their health, where they lead, the secrets they
// sign with, and a call to try them.
func Connectors(book *runtime.ConnectorBook, try TryCall) func(fiber.Router, *API) {
	return func(r fiber.Router, a *API) {
		c := connectors{a, book, try}
		r.Get("/connectors", c.list)
		r.Put("/apps/:app/connectors/:key/secret", c.putSecret)
		r.Put("/apps/:app/connectors/:key/off", c.putOff)
		r.Put("/apps/:app/connectors/:key/address", c.putAddress)
		r.Post("/apps/:app/connectors/:key/test", c.test)
		r.Get("/deliveries", a.getDeliveries)
	}
}

func (k connectors) list(c *fiber.Ctx) error {
	apps := k.api.grantedApps(c, "admin")
	if len(apps) == 0 {
		return denied("admin", "")
	}
	items := []ConnectorView{}
	for _, app := range apps {
		for _, d := range app.Definitions("connector") {
			v, err := k.view(c, app, d)
			if err != nil {
				return err
			}
			items = append(items, v)
		}
	}
	return c.JSON(fiber.Map{"items": items})
}

func (k connectors) view(c *fiber.Ctx, app *engine.App, d definition.Definition) (ConnectorView, error) {
	lang := k.api.lang(c)
	spec, _ := app.Connector(d.Key)
	v := ConnectorView{App: Titled{Key: app.Key, Title: app.Title.In(lang)}, Key: d.Key, Title: app.TitleOf("connector", d.Key, lang), Secret: spec.Secret}
	v.Text = d.Description.In(lang)
	to, err := k.book.Address(c.UserContext(), app.Key, d.Key, spec.URL)
	if err != nil {
		return v, err
	}
	if u, err := url.Parse(to); err == nil {
		v.Host, v.Given = u.Host, to != spec.URL
	}
	v.Form, v.Fields = Titled{Key: spec.Form, Title: app.TitleOf("form", spec.Form, lang)}, []string{}
	if f, ok := app.Form(spec.Form); ok {
		for _, key := range spec.Fields {
			if field, ok := f.Field(key); ok {
				v.Fields = append(v.Fields, field.Title.In(lang))
			}
		}
	}
	if spec.Inbound != nil {
		v.Inbound, v.Address = true, k.api.Submitter.Links.Base+hookPath+app.Key+"/"+d.Key
	}
	secret, err := k.book.Secret(c.UserContext(), app.Key, spec.Secret)
	if err != nil {
		return v, err
	}
	if v.Off, err = k.book.Off(c.UserContext(), app.Key, d.Key); err != nil {
		return v, err
	}
	h, err := k.book.Health(c.UserContext(), app.Key, d.Key)
	v.SecretSet, v.LastOK, v.LastTry, v.Failures, v.Error = secret != "", h.LastOK, h.LastTry, h.Failures, executor.Told(lang, h.Error)
	return v, err
}

// one is the connector that the address names, for who administers its app.
func (k connectors) one(c *fiber.Ctx) (*engine.App, definition.ConnectorSpec, error) {
	app, ok := k.api.Apps.Get(c.Params("app"))
	if !ok || k.api.granted(c, c.Params("app"), "admin") != nil {
		return nil, definition.ConnectorSpec{}, denied("admin", "")
	}
	spec, ok := app.Connector(c.Params("key"))
	if !ok {
		return nil, spec, fiber.ErrNotFound
	}
	return app, spec, nil
}

// sending is one of those that lead to another system.
func (k connectors) sending(c *fiber.Ctx) (*engine.App, definition.ConnectorSpec, error) {
	app, spec, err := k.one(c)
	if err == nil && spec.Inbound != nil {
		err = fiber.ErrNotFound
	}
	return app, spec, err
}

// putAddress stores where the connector leads; "" goes back to what its definition says. It must have its secret first:
// what is switched on can work.
func (k connectors) putAddress(c *fiber.Ctx) error {
	app, spec, err := k.sending(c)
	if err != nil {
		return err
	}
	var in struct {
		URL string `json:"url"`
	}
	if err := read(c, &in); err != nil {
		return err
	}
	in.URL = strings.TrimSpace(in.URL)
	var problems problem.List
	if in.URL != "" {
		problems = engine.CheckAddress(in.URL).Under("/url")
		secret, err := k.book.Secret(c.UserContext(), app.Key, spec.Secret)
		if err != nil {
			return err
		}
		if secret == "" {
			problems.Add("connector.secret_first", "/url")
		}
	}
	if problems.Err() != nil {
		return problems
	}
	by := CallerOf(c).User.ID
	if err := k.book.SetAddress(c.UserContext(), app.Key, c.Params("key"), in.URL, by); err != nil {
		return err
	}
	host := ""
	if u, err := url.Parse(in.URL); err == nil {
		host = u.Host
	}
	k.api.Audit.Note(c.UserContext(), runtime.AuditEntry{Type: "connector_address", By: by, App: app.Key, Field: c.Params("key"), Text: host})
	return k.answer(c, app)
}

// test makes a call that says it is only a test, with every field empty, and answers whether it went well.
func (k connectors) test(c *fiber.Ctx) error {
	app, spec, err := k.sending(c)
	if err != nil {
		return err
	}
	id := "test:" + runtime.NewID(k.api.Now())
	values := map[string]any{}
	for _, key := range spec.Fields {
		values[key] = nil
	}
	body, err := json.Marshal(map[string]any{"id": id, "test": true, "app": app.Key, "form": spec.Form, "at": k.api.Now().UTC(), "data": values})
	if err != nil {
		return err
	}
	out := fiber.Map{"ok": true, "error": ""}
	if failed := k.try(c.UserContext(), app.Key, c.Params("key"), spec, id, body); failed != nil {
		out["ok"], out["error"] = false, executor.Told(k.api.lang(c), failed.Error())
	}
	return c.JSON(out)
}

// answer is the connector as it is now.
func (k connectors) answer(c *fiber.Ctx, app *engine.App) error {
	for _, d := range app.Definitions("connector") {
		if d.Key == c.Params("key") {
			v, err := k.view(c, app, d)
			if err != nil {
				return err
			}
			return c.JSON(v)
		}
	}
	return fiber.ErrNotFound
}

// putSecret stores the secret that the connector names. Without a value a new one is made and answered once; it can
// never be read again.
func (k connectors) putSecret(c *fiber.Ctx) error {
	app, spec, err := k.one(c)
	if err != nil {
		return err
	}
	var in struct {
		Value string `json:"value"`
	}
	if err := read(c, &in); err != nil {
		return err
	}
	value, answer := strings.TrimSpace(in.Value), fiber.Map{}
	if value == "" {
		raw := make([]byte, 32)
		if _, err := rand.Read(raw); err != nil {
			return err
		}
		value = base64.RawURLEncoding.EncodeToString(raw)
		answer["value"] = value
	}
	if utf8.RuneCountInString(value) < minSecret {
		return problem.List{problem.New("connector.secret_short", "/value", "min", minSecret)}
	}
	by := CallerOf(c).User.ID
	if err := k.book.SetSecret(c.UserContext(), app.Key, spec.Secret, value, by); err != nil {
		return err
	}
	k.api.Audit.Note(c.UserContext(), runtime.AuditEntry{Type: "connector_secret", By: by, App: app.Key, Text: spec.Secret})
	return c.JSON(answer)
}

// putOff switches a connector that takes messages off, or on again. Those that send are switched off by their address.
func (k connectors) putOff(c *fiber.Ctx) error {
	app, spec, err := k.one(c)
	if err != nil {
		return err
	}
	if spec.Inbound == nil {
		return fiber.ErrNotFound
	}
	var in struct {
		Off bool `json:"off"`
	}
	if err := read(c, &in); err != nil {
		return err
	}
	by, kind := CallerOf(c).User.ID, "connector_on"
	if in.Off {
		kind = "connector_off"
	}
	if err := k.book.SetOff(c.UserContext(), app.Key, c.Params("key"), in.Off, by); err != nil {
		return err
	}
	k.api.Audit.Note(c.UserContext(), runtime.AuditEntry{Type: kind, By: by, App: app.Key, Field: c.Params("key")})
	return k.answer(c, app)
}
