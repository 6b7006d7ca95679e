import os

import flask
import psycopg2

app = flask.Flask(__name__)


@app.get("/price/<int:number>")
def price(number):
    with psycopg2.connect(os.environ["DATABASE_URL"]) as database, database.cursor() as cursor:
        cursor.execute("select cents from items where id = %s", (number,))
        return {"id": number, "cents": cursor.fetchone()[0]}
