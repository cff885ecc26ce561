"""The nordic store as a shop: a year of trade, of which something goes bad."""

from sqlmodel import select

from jobs import hotspots as job
from models.disputes import Dispute
from models.hotspots.spots import HotSpot
from models.orders import Item, Order
from models.products import Product
from models.stores import Store
from models.tagging.causes import Cause
from slackbot import ids
from tests.builders import DAY
from tests.support.reading import top_level


class Shop:
    """The nordic store: a year of trade, of which the lamp goes bad forty days ago."""

    def __init__(self, story):
        self.story, self.sold = story, 0
        self.now = story.desk.now()

    def trades(self, name="Desk lamp", text="It arrived broken.", bad=12):
        for ago in range(300, 65, -60):
            self.sells(40, ago, product="lamp", name=name)
            self.sells(40, ago, 2, product="chair", name="Chair")
        self.sells(40, 40, bad, product="lamp", name=name, text=text)
        self.sells(100, 40, 4, product="chair", name="Chair")

    def sells(self, count, ago, disputed=0, **about):
        """So many orders, shipped on one day; of the first so many a dispute."""
        what = {"product": "lamp", "name": "Desk lamp", "text": "Broken."} | about
        orders = [self._order(ago) for _ in range(count)]
        with self.story.desk.database.write() as session:
            session.add_all(orders)
            session.flush()
            for order in orders:
                named = {"product_id": what["product"], "name": what["name"]}
                session.add(Item(order_key=order.id, **named))
            for order in orders[:disputed]:
                opened = order.shipped_at + 5 * DAY
                session.add(self._dispute(order, opened, what["product"], what["text"]))

    def _order(self, ago):
        self.sold += 1
        return Order(
            store="nordic",
            order_id=f"hot{self.sold}",
            last_digits="1",
            shipped_at=self.now - ago * DAY,
            read_at=self.now,
        )

    def _dispute(self, order, opened, product, text):
        return Dispute(
            store="nordic",
            issue_id=order.order_id,
            order_id=order.order_id,
            product_id=product,
            opened_at=opened,
            turn_since=opened,
            seen_at=opened,
            closed_at=opened,
            text=text,
            cause=Cause.P1,
            confidence=1.0,
        )

    def read_in(self, channel):
        """Its leads read in a channel where others are as well."""
        with self.story.desk.database.write() as session:
            session.get_one(Store, "nordic").leads_channel = channel

    def owned_by(self, person, product="lamp", name=None):
        about = {"product_id": product, "name": name, "owner_id": person}
        with self.story.desk.database.write() as session:
            session.add(Product(store="nordic", told_at=self.now, **about))

    def morning(self, again=True):
        """The job looks, as on another day."""
        if again:
            with self.story.desk.database.write() as session:
                for store in session.exec(select(Store)):
                    store.hot_spots_at = None
        job.look()
        self.story.settle()

    def told(self, channel="CLEADS"):
        found = top_level(self.story.workspace.messages(channel))
        return [message for message in found if "Hot spot" in message["text"]]

    def spots(self):
        with self.story.desk.database.read() as session:
            return list(session.exec(select(HotSpot).order_by(HotSpot.id)))

    def fixed(self, person="ULEA", ago=30, message=None):
        [message] = [message] if message else self.told()
        self.story.workspace.press(person, ids.HOT_SPOT_FIX, message=message)
        day = (self.now - ago * DAY).date().isoformat()
        answer = self.story.workspace.submit(person, {ids.HOT_SPOT_DAY: {ids.VALUE: day}})
        self.story.settle()
        return answer
